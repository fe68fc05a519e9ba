#pragma once

#include <expected>

#include "observer/ports/people.hpp"
#include "observer/referential/referential.hpp"
#include "observer/refusal.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// Checks an interview_opened and completes it: the version of the referential in force, and for each person the
// account's id and name in place of the login. The brief is still in it.
[[nodiscard]] std::expected<v1::InterviewOpened, Refusal> complete_opening(const Referential& referential,
                                                                           const People& people,
                                                                           v1::InterviewOpened opened);

// Leaves what its author decides, but for the brief, which is kept apart: the same of what was brought and of what was
// journaled.
void take_completion_out(const People& people, v1::InterviewOpened& opened);

}  // namespace regard::observer
