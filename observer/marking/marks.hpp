#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// What an assessor does in a marking: mark, mark_corrected, mark_withdrawn, marking_closed.
namespace regard::observer {

// Marks that name no rateable item of the interview's block, or no place in the interview, are refused.
[[nodiscard]] MaybeRefusal check_mark(const Attempt& attempt);
[[nodiscard]] bool fold_mark(const Happening& happening);
[[nodiscard]] MaybeRefusal check_mark_corrected(const Attempt& attempt);
[[nodiscard]] bool fold_mark_corrected(const Happening& happening);
[[nodiscard]] MaybeRefusal check_mark_withdrawn(const Attempt& attempt);
[[nodiscard]] bool fold_mark_withdrawn(const Happening& happening);
[[nodiscard]] MaybeRefusal check_marking_closed(const Attempt& attempt);
[[nodiscard]] bool fold_marking_closed(const Happening& happening);

}  // namespace regard::observer
