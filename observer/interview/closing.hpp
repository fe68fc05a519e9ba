#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// The end of an interview, and of its seal: interview_closed, seal_lifted.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_interview_closed(const Attempt& attempt);
[[nodiscard]] bool fold_interview_closed(const Happening& happening);
[[nodiscard]] MaybeRefusal check_seal_lifted(const Attempt& attempt);
// The markings that are closed with it say the rest.
[[nodiscard]] bool fold_seal_lifted(const Happening& happening);

}  // namespace regard::observer
