#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// The end of an interview: interview_closed.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_interview_closed(const Attempt& attempt);
[[nodiscard]] bool fold_interview_closed(const Happening& happening);

}  // namespace regard::observer
