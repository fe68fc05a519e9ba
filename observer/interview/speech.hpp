#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// What is said in an interview, and what is remarked on it: spoken_turn, note.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_spoken_turn(const Attempt& attempt);
[[nodiscard]] MaybeRefusal check_note(const Attempt& attempt);
// Neither changes what the rules look at.
[[nodiscard]] bool fold_speech(const Happening& happening);

}  // namespace regard::observer
