#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// A participant puts the other on hold: hold, resume.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_hold(const Attempt& attempt);
[[nodiscard]] bool fold_hold(const Happening& happening);
[[nodiscard]] MaybeRefusal check_resume(const Attempt& attempt);
[[nodiscard]] bool fold_resume(const Happening& happening);

}  // namespace regard::observer
