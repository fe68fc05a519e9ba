#include "observer/interview/messages.hpp"

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "observer/interview/participants.hpp"

namespace regard::observer {
namespace {

MaybeRefusal check_recipients(const google::protobuf::RepeatedPtrField<std::string>& recipients,
                              std::string_view name) {
  if (recipients.size() > limits::kMaxEmailRecipients) {
    return invalid_field(name, "at most " + std::to_string(limits::kMaxEmailRecipients) + " recipients are accepted");
  }
  for (const std::string& recipient : recipients) {
    if (auto refusal = check_required_line(recipient, limits::kMaxEmailHeaderChars, name)) return refusal;
  }
  return std::nullopt;
}

MaybeRefusal check_identifier(const std::string& identifier, std::string_view field) {
  if (auto refusal = check_line(identifier, limits::kMaxEmailHeaderChars, field)) return refusal;
  if (identifier.find_first_of("<> \t\r\n") == std::string::npos) return std::nullopt;
  return invalid_field(field, "a message identifier has no angle brackets and no spaces");
}

}  // namespace

MaybeRefusal check_chat_message(const Attempt& attempt) {
  const v1::ChatMessage& message = attempt.body.chat_message();
  if (auto refusal = check_channel(attempt, attempt.interview.opened.channel() == v1::CHANNEL_CHAT)) return refusal;
  if (auto refusal = check_present(attempt, message.participant_id())) return refusal;
  return check_required_text(message.text(), limits::kMaxChatTextChars, "text");
}

MaybeRefusal check_email_message(const Attempt& attempt) {
  const v1::EmailMessage& email = attempt.body.email_message();
  const auto header = [&](const std::string& value, std::string_view name) {
    return check_line(value, limits::kMaxEmailHeaderChars, name);
  };
  if (auto refusal = check_channel(attempt, attempt.interview.opened.channel() == v1::CHANNEL_EMAIL)) return refusal;
  if (auto refusal = check_participant(attempt, email.participant_id())) return refusal;
  if (auto refusal = check_identifier(email.message_id(), "message_id")) return refusal;
  if (auto refusal = check_identifier(email.in_reply_to(), "in_reply_to")) return refusal;
  if (auto refusal = header(email.from(), "from")) return refusal;
  if (auto refusal = check_recipients(email.to(), "to")) return refusal;
  if (auto refusal = check_recipients(email.cc(), "cc")) return refusal;
  if (auto refusal = header(email.subject(), "subject")) return refusal;
  return check_required_text(email.text(), limits::kMaxEmailTextChars, "text");
}

bool fold_message(const Happening& happening) {
  happening.interview.message_event_ids.insert(happening.header.event_id);
  return true;
}

}  // namespace regard::observer
