#pragma once

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// What is written in an interview: chat_message, email_message.
namespace regard::observer {

[[nodiscard]] MaybeRefusal check_chat_message(const Attempt& attempt);
// Whoever writes an e-mail need not be present.
[[nodiscard]] MaybeRefusal check_email_message(const Attempt& attempt);
// Also for a turn, where it begins to be known: from now on marks may name it.
[[nodiscard]] bool fold_message(const Happening& happening);

}  // namespace regard::observer
