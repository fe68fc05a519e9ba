#include "observer/field_checks.hpp"

#include <google/protobuf/stubs/common.h>

#include <algorithm>
#include <utility>

#include "observer/uuid.hpp"

namespace regard::observer {
namespace {

// In UTF-8 every character has exactly one byte that does not look like 10xxxxxx.
std::size_t length_chars(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

Refusal invalid_field(std::string_view field, std::string message) {
  return {RefusalCode::invalid_field, std::move(message), std::string(field)};
}

Refusal wrong_state(std::string message) { return {RefusalCode::wrong_state, std::move(message), {}}; }

Refusal not_allowed(std::string message) { return {RefusalCode::not_allowed, std::move(message), {}}; }

Refusal limit_reached(std::string message) { return {RefusalCode::limit_reached, std::move(message), {}}; }

bool is_utf8(std::string_view bytes) {
  return google::protobuf::internal::IsStructurallyValidUTF8(bytes.data(), static_cast<int>(bytes.size()));
}

MaybeRefusal check_length(std::string_view text, std::size_t max_chars, std::string_view field) {
  if (text.size() <= max_chars) return std::nullopt;  // There are never more characters than bytes.
  const std::size_t length = length_chars(text);
  if (length <= max_chars) return std::nullopt;
  return invalid_field(field, "the text has " + std::to_string(length) + " characters, at most " +
                                  std::to_string(max_chars) + " are accepted");
}

MaybeRefusal check_required(std::string_view text, std::size_t max_chars, std::string_view field) {
  if (is_blank(text)) return invalid_field(field, "the text is missing or blank");
  return check_length(text, max_chars, field);
}

MaybeRefusal check_uuid(std::string_view text, std::string_view field) {
  const auto id = Uuid::parse(text);
  if (id && !id->is_nil() && id->to_string() == text) return std::nullopt;
  return invalid_field(field, "not a UUID in its usual text form, in lower case");
}

}  // namespace regard::observer
