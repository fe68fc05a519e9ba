#include "observer/interview/conversation_rules.hpp"

#include <string>

#include "observer/interview/limits.hpp"
#include "observer/kinds/publishing_rules.hpp"

namespace regard::observer {
namespace {

// One event that asks to be added to a conversation.
struct Attempt {
  const Interview& interview;
  const Author& author;
  v1::EventBody::KindCase kind;
};

// Empty for an integration, which speaks for everybody.
std::string_view own_participant(v1::Role role) {
  if (role == v1::ROLE_CANDIDATE) return kCandidateParticipant;
  if (role == v1::ROLE_ROLE_PLAYER) return kInterlocutorParticipant;
  return {};
}

// The account of whoever appears under this id; empty when nobody with an account does.
const std::string& account_of(const Interview& interview, std::string_view participant_id) {
  static const std::string kNobody;
  if (participant_id == kCandidateParticipant) return interview.opened.candidate().account_id();
  if (participant_id == kInterlocutorParticipant) return interview.opened.role_player().account_id();
  return kNobody;
}

MaybeRefusal check_participant(const Attempt& attempt, const std::string& participant_id) {
  constexpr std::string_view kField = "participant_id";
  if (auto refusal = check_required(participant_id, limits::kMaxParticipantIdChars, kField)) return refusal;
  const std::string_view own = own_participant(attempt.author.role);
  if (own.empty() || participant_id == own) return std::nullopt;
  Refusal refusal = not_allowed("only the participant \"" + std::string(own) + "\" is yours");
  refusal.field = kField;
  return refusal;
}

MaybeRefusal check_present(const Attempt& attempt, const std::string& participant_id) {
  if (auto refusal = check_participant(attempt, participant_id)) return refusal;
  if (attempt.interview.present_participants.contains(participant_id)) return std::nullopt;
  return wrong_state("the participant \"" + participant_id + "\" has not joined");
}

MaybeRefusal check_channel(const Attempt& attempt, bool fits) {
  if (fits) return std::nullopt;
  return wrong_state(kind_name(attempt.kind) + " does not occur on " +
                     v1::Channel_Name(attempt.interview.opened.channel()));
}

MaybeRefusal check(const Attempt& attempt, const v1::InterviewClosed& closed) {
  const bool is_speaker = !own_participant(attempt.author.role).empty();
  if (is_speaker && attempt.interview.opened.channel() != v1::CHANNEL_CHAT) {
    return not_allowed(v1::Role_Name(attempt.author.role) + " may close a chat only");
  }
  return check_length(closed.reason(), limits::kMaxReasonChars, "reason");
}

MaybeRefusal check_account(const Attempt& attempt, const v1::ParticipantJoined& joined) {
  // A person joins as themselves; an integration may leave the account open.
  const bool may_be_open = own_participant(attempt.author.role).empty();
  if (joined.account_id().empty() && may_be_open) return std::nullopt;
  if (!joined.account_id().empty() && joined.account_id() == account_of(attempt.interview, joined.participant_id())) {
    return std::nullopt;
  }
  return invalid_field("account_id", "not the account that the interview names for this participant");
}

MaybeRefusal check(const Attempt& attempt, const v1::ParticipantJoined& joined) {
  if (auto refusal = check_participant(attempt, joined.participant_id())) return refusal;
  if (auto refusal = check_required(joined.name(), limits::kMaxNameChars, "name")) return refusal;
  if (auto refusal = check_account(attempt, joined)) return refusal;
  const auto& present = attempt.interview.present_participants;
  if (present.contains(joined.participant_id())) {
    return wrong_state("the participant \"" + joined.participant_id() + "\" has already joined");
  }
  if (present.size() < limits::kMaxParticipants) return std::nullopt;
  return limit_reached("an interview has at most " + std::to_string(limits::kMaxParticipants) + " participants");
}

MaybeRefusal check(const Attempt& attempt, const v1::ParticipantLeft& left) {
  if (auto refusal = check_present(attempt, left.participant_id())) return refusal;
  return check_length(left.reason(), limits::kMaxReasonChars, "reason");
}

MaybeRefusal check(const Attempt& attempt, const v1::SpokenTurn& turn) {
  const v1::Channel channel = attempt.interview.opened.channel();
  const bool is_voice = channel == v1::CHANNEL_PHONE || channel == v1::CHANNEL_FACE_TO_FACE;
  if (auto refusal = check_channel(attempt, is_voice)) return refusal;
  if (auto refusal = check_present(attempt, turn.participant_id())) return refusal;
  if (turn.duration_ms() < 0 || turn.duration_ms() > limits::kMaxTurnMs) {
    return invalid_field("duration_ms", "not between 0 and " + std::to_string(limits::kMaxTurnMs) + " milliseconds");
  }
  return check_required(turn.text(), limits::kMaxTurnTextChars, "text");
}

MaybeRefusal check(const Attempt& attempt, const v1::ChatMessage& message) {
  if (auto refusal = check_channel(attempt, attempt.interview.opened.channel() == v1::CHANNEL_CHAT)) return refusal;
  if (auto refusal = check_present(attempt, message.participant_id())) return refusal;
  return check_required(message.text(), limits::kMaxChatTextChars, "text");
}

MaybeRefusal check_recipients(const google::protobuf::RepeatedPtrField<std::string>& recipients,
                              std::string_view name) {
  if (recipients.size() > limits::kMaxEmailRecipients) {
    return invalid_field(name, "at most " + std::to_string(limits::kMaxEmailRecipients) + " recipients are accepted");
  }
  for (const std::string& recipient : recipients) {
    if (auto refusal = check_required(recipient, limits::kMaxEmailHeaderChars, name)) return refusal;
  }
  return std::nullopt;
}

MaybeRefusal check_identifier(const std::string& identifier, std::string_view field) {
  if (auto refusal = check_length(identifier, limits::kMaxEmailHeaderChars, field)) return refusal;
  if (identifier.find_first_of("<> \t\r\n") == std::string::npos) return std::nullopt;
  return invalid_field(field, "a message identifier has no angle brackets and no spaces");
}

// Whoever writes an e-mail need not be present.
MaybeRefusal check(const Attempt& attempt, const v1::EmailMessage& email) {
  const auto header = [&](const std::string& value, std::string_view name) {
    return check_length(value, limits::kMaxEmailHeaderChars, name);
  };
  if (auto refusal = check_channel(attempt, attempt.interview.opened.channel() == v1::CHANNEL_EMAIL)) return refusal;
  if (auto refusal = check_participant(attempt, email.participant_id())) return refusal;
  if (auto refusal = check_identifier(email.message_id(), "message_id")) return refusal;
  if (auto refusal = check_identifier(email.in_reply_to(), "in_reply_to")) return refusal;
  if (auto refusal = header(email.from(), "from")) return refusal;
  if (auto refusal = check_recipients(email.to(), "to")) return refusal;
  if (auto refusal = check_recipients(email.cc(), "cc")) return refusal;
  if (auto refusal = header(email.subject(), "subject")) return refusal;
  return check_required(email.text(), limits::kMaxEmailTextChars, "text");
}

MaybeRefusal check(const Attempt& attempt, const v1::Hold& hold) {
  if (auto refusal = check_present(attempt, hold.participant_id())) return refusal;
  if (attempt.interview.holding_participants.contains(hold.participant_id())) {
    return wrong_state("the participant \"" + hold.participant_id() + "\" is holding already");
  }
  return check_length(hold.reason(), limits::kMaxReasonChars, "reason");
}

MaybeRefusal check(const Attempt& attempt, const v1::Resume& resume) {
  if (auto refusal = check_present(attempt, resume.participant_id())) return refusal;
  if (attempt.interview.holding_participants.contains(resume.participant_id())) return std::nullopt;
  return wrong_state("the participant \"" + resume.participant_id() + "\" is not holding");
}

// A refusal names the field within the kind's own message.
MaybeRefusal check_kind(const Attempt& attempt, const v1::EventBody& body) {
  switch (body.kind_case()) {
    case v1::EventBody::kInterviewClosed:
      return check(attempt, body.interview_closed());
    case v1::EventBody::kParticipantJoined:
      return check(attempt, body.participant_joined());
    case v1::EventBody::kParticipantLeft:
      return check(attempt, body.participant_left());
    case v1::EventBody::kSpokenTurn:
      return check(attempt, body.spoken_turn());
    case v1::EventBody::kChatMessage:
      return check(attempt, body.chat_message());
    case v1::EventBody::kEmailMessage:
      return check(attempt, body.email_message());
    case v1::EventBody::kHold:
      return check(attempt, body.hold());
    case v1::EventBody::kResume:
      return check(attempt, body.resume());
    case v1::EventBody::kNote:
      return check_required(body.note().text(), limits::kMaxRemarkChars, "text");
    default:
      return wrong_state(kind_name(attempt.kind) + " cannot be added to a conversation");
  }
}

}  // namespace

MaybeRefusal check_conversation_event(const Interview& interview, const Author& author, const v1::EventBody& body) {
  if (!interview.is_live()) return wrong_state("the interview is closed");
  auto refusal = check_kind({interview, author, body.kind_case()}, body);
  if (refusal && !refusal->field.empty()) refusal->field.insert(0, "body." + kind_name(body.kind_case()) + ".");
  return refusal;
}

}  // namespace regard::observer
