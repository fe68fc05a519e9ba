#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "observer/refusal.hpp"

namespace google::protobuf {
class Message;
}

namespace regard::observer {

[[nodiscard]] Refusal invalid_field(std::string_view field, std::string message);
[[nodiscard]] Refusal wrong_state(std::string message);
[[nodiscard]] Refusal not_allowed(std::string message);
[[nodiscard]] Refusal limit_reached(std::string message);

// How many characters (Unicode code points) the text has. Requires UTF-8.
[[nodiscard]] std::size_t length_chars(std::string_view text);

// Whether the bytes are well-formed UTF-8 (RFC 3629), as protobuf demands of a string.
[[nodiscard]] bool is_utf8(std::string_view bytes);

// Refuses a text of more than `max_chars` characters (Unicode code points), and one that holds what may not stand in a
// line, or in paragraphs: see text_rules.hpp. Requires UTF-8, as protobuf guarantees it.
[[nodiscard]] MaybeRefusal check_line(std::string_view text, std::size_t max_chars, std::string_view field);
[[nodiscard]] MaybeRefusal check_text(std::string_view text, std::size_t max_chars, std::string_view field);
// The same, and refuse a text in which there is nothing to see.
[[nodiscard]] MaybeRefusal check_required_line(std::string_view text, std::size_t max_chars, std::string_view field);
[[nodiscard]] MaybeRefusal check_required_text(std::string_view text, std::size_t max_chars, std::string_view field);
// Refuses anything but a UUID in its usual text form, in lower case: one id has one text, so clients may compare texts.
[[nodiscard]] MaybeRefusal check_uuid(std::string_view text, std::string_view field);

// Refuses bytes that hold more than the message says: fields that the schema does not know, or the same field again and
// again, of which only the last one counts. They would be journaled, and seen by nobody.
[[nodiscard]] MaybeRefusal check_nothing_hidden(const google::protobuf::Message& message, std::string_view bytes);

}  // namespace regard::observer
