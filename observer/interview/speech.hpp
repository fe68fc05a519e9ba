#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// What is said in an interview, and what is remarked on it: spoken_turn, note.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_spoken_turn(const Attempt& attempt);
[[nodiscard]] MaybeRefusal check_note(const Attempt& attempt);
// Changes nothing that the rules look at.
[[nodiscard]] bool fold_note(const Happening& happening);

}  // namespace regard::observer
