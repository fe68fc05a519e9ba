#pragma once

#include <expected>

#include "observer/ports/people.hpp"
#include "observer/referential/referential.hpp"
#include "observer/refusal.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// Checks an interview_opened and completes it: the version of the referential in force, and for each person the
// account's id and name in place of the login.
[[nodiscard]] std::expected<v1::InterviewOpened, Refusal> complete_opening(const Referential& referential,
                                                                           const People& people,
                                                                           v1::InterviewOpened opened);

// Leaves what its author decides: the same of what was brought and of what complete_opening() made of it.
void take_completion_out(const People& people, v1::InterviewOpened& opened);

}  // namespace regard::observer
