#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "observer/refusal.hpp"

namespace regard::observer {

[[nodiscard]] Refusal invalid_field(std::string_view field, std::string message);
[[nodiscard]] Refusal wrong_state(std::string message);
[[nodiscard]] Refusal not_allowed(std::string message);
[[nodiscard]] Refusal limit_reached(std::string message);

// Whether the bytes are well-formed UTF-8 (RFC 3629), as protobuf demands of a string.
[[nodiscard]] bool is_utf8(std::string_view bytes);

// Refuses a text of more than `max_chars` characters (Unicode code points). Requires UTF-8, as protobuf guarantees it.
[[nodiscard]] MaybeRefusal check_length(std::string_view text, std::size_t max_chars, std::string_view field);
// The same, and refuses a text that is empty or blank.
[[nodiscard]] MaybeRefusal check_required(std::string_view text, std::size_t max_chars, std::string_view field);
// Refuses anything but a UUID in its usual text form, in lower case: one id has one text, so clients may compare texts.
[[nodiscard]] MaybeRefusal check_uuid(std::string_view text, std::string_view field);

}  // namespace regard::observer
