#include "observer/field_checks.hpp"

#include <google/protobuf/message.h>
#include <google/protobuf/stubs/common.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "observer/text_rules.hpp"
#include "observer/uuid.hpp"

namespace regard::observer {
namespace {

MaybeRefusal check_length(std::string_view text, std::size_t max_chars, std::string_view field) {
  if (text.size() <= max_chars) return std::nullopt;  // There are never more characters than bytes.
  const std::size_t length = length_chars(text);
  if (length <= max_chars) return std::nullopt;
  return invalid_field(field, "the text has " + std::to_string(length) + " characters, at most " +
                                  std::to_string(max_chars) + " are accepted");
}

MaybeRefusal check(std::string_view text, std::size_t max_chars, std::string_view field, TextForm form) {
  if (auto refusal = check_length(text, max_chars, field)) return refusal;
  const auto unfit = find_unfit_character(text, form);
  if (!unfit) return std::nullopt;
  return invalid_field(field, "the text holds a control character that may not stand there: " + *unfit);
}

MaybeRefusal check_required(std::string_view text, std::size_t max_chars, std::string_view field, TextForm form) {
  // First the length: whether there is something to see is asked of no more than that.
  if (auto refusal = check(text, max_chars, field, form)) return refusal;
  if (!is_invisible(text)) return std::nullopt;
  return invalid_field(field, "the text is missing or blank");
}

// Of the message and all within it.
bool has_unknown_fields(const google::protobuf::Message& message) {
  const auto& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return true;
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  return std::ranges::any_of(fields, [&](const auto* field) {
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) return false;
    if (!field->is_repeated()) return has_unknown_fields(reflection.GetMessage(message, field));
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (has_unknown_fields(reflection.GetRepeatedMessage(message, field, i))) return true;
    }
    return false;
  });
}

}  // namespace

Refusal invalid_field(std::string_view field, std::string message) {
  return {RefusalCode::invalid_field, std::move(message), std::string(field)};
}

Refusal wrong_state(std::string message) { return {RefusalCode::wrong_state, std::move(message), {}}; }

Refusal not_allowed(std::string message) { return {RefusalCode::not_allowed, std::move(message), {}}; }

Refusal limit_reached(std::string message) { return {RefusalCode::limit_reached, std::move(message), {}}; }

// Every character has exactly one byte that does not look like 10xxxxxx.
std::size_t length_chars(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool is_utf8(std::string_view bytes) {
  return google::protobuf::internal::IsStructurallyValidUTF8(bytes.data(), static_cast<int>(bytes.size()));
}

MaybeRefusal check_line(std::string_view text, std::size_t max_chars, std::string_view field) {
  return check(text, max_chars, field, TextForm::line);
}

MaybeRefusal check_text(std::string_view text, std::size_t max_chars, std::string_view field) {
  return check(text, max_chars, field, TextForm::paragraphs);
}

MaybeRefusal check_required_line(std::string_view text, std::size_t max_chars, std::string_view field) {
  return check_required(text, max_chars, field, TextForm::line);
}

MaybeRefusal check_required_text(std::string_view text, std::size_t max_chars, std::string_view field) {
  return check_required(text, max_chars, field, TextForm::paragraphs);
}

MaybeRefusal check_uuid(std::string_view text, std::string_view field) {
  const auto id = Uuid::parse(text);
  if (id && !id->is_nil() && id->to_string() == text) return std::nullopt;
  return invalid_field(field, "not a UUID in its usual text form, in lower case");
}

MaybeRefusal check_nothing_hidden(const google::protobuf::Message& message, std::string_view bytes) {
  // A message is encoded in one length only, in whatever order its fields stand.
  if (message.ByteSizeLong() == bytes.size() && !has_unknown_fields(message)) return std::nullopt;
  return invalid_field("body", "the body holds fields that this server does not know, or one field several times");
}

}  // namespace regard::observer
