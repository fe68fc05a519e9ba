#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"
#include "regard/v1/interview.pb.h"

// What the role-player of an interview plays: it comes with the opening, and is kept apart from it.
namespace regard::observer {

// Refuses a brief that nobody would read. Requires: the opening is complete otherwise.
[[nodiscard]] MaybeRefusal check_brief(const v1::InterviewOpened& opened);

[[nodiscard]] MaybeRefusal check_brief_changed(const Attempt& attempt);
// Always true: rules need nothing of what is played.
[[nodiscard]] bool fold_brief_changed(const Happening& happening);

}  // namespace regard::observer
