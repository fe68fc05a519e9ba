#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// What is said in an interview, and what is remarked on it: turn_started, turn_part, spoken_turn, note.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_turn_started(const Attempt& attempt);
// Breaks off the participant's turn, if one goes on.
[[nodiscard]] bool fold_turn_started(const Happening& happening);
[[nodiscard]] MaybeRefusal check_turn_part(const Attempt& attempt);
[[nodiscard]] bool fold_turn_part(const Happening& happening);
[[nodiscard]] MaybeRefusal check_spoken_turn(const Attempt& attempt);
[[nodiscard]] bool fold_spoken_turn(const Happening& happening);
[[nodiscard]] MaybeRefusal check_note(const Attempt& attempt);
// Changes nothing that the rules look at.
[[nodiscard]] bool fold_note(const Happening& happening);

}  // namespace regard::observer
