#include "observer/interview/participants.hpp"

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"

namespace regard::observer {
namespace {

// Whoever appears under this id; nobody, when nobody with an account does.
const v1::Person& person_of(const Interview& interview, std::string_view participant_id) {
  if (participant_id == kCandidateParticipant) return interview.opened.candidate();
  if (participant_id == kInterlocutorParticipant) return interview.opened.role_player();
  return v1::Person::default_instance();
}

// The candidate is, whoever says that they join; an interlocutor without an account may be anybody.
bool is_known_person(const v1::ParticipantJoined& joined) {
  return !joined.account_id().empty() || joined.participant_id() == kCandidateParticipant;
}

MaybeRefusal check_account(const Attempt& attempt, const v1::ParticipantJoined& joined) {
  // A person joins as themselves; an integration may leave the account open.
  const bool may_be_open = own_participant(attempt.author.role).empty();
  if (joined.account_id().empty() && may_be_open) return std::nullopt;
  if (!joined.account_id().empty() &&
      joined.account_id() == person_of(attempt.interview, joined.participant_id()).account_id()) {
    return std::nullopt;
  }
  return invalid_field("account_id", "not the account that the interview names for this participant");
}

}  // namespace

std::string_view own_participant(v1::Role role) {
  if (role == v1::ROLE_CANDIDATE) return kCandidateParticipant;
  if (role == v1::ROLE_ROLE_PLAYER) return kInterlocutorParticipant;
  return {};
}

std::string_view participant_in(const v1::EventBody& body) {
  switch (body.kind_case()) {
    case Kind::kParticipantJoined:
      return body.participant_joined().participant_id();
    case Kind::kParticipantLeft:
      return body.participant_left().participant_id();
    case Kind::kTurnStarted:
      return body.turn_started().participant_id();
    case Kind::kTurnPart:
      return body.turn_part().participant_id();
    case Kind::kSpokenTurn:
      return body.spoken_turn().participant_id();
    case Kind::kChatMessage:
      return body.chat_message().participant_id();
    case Kind::kEmailMessage:
      return body.email_message().participant_id();
    case Kind::kHold:
      return body.hold().participant_id();
    case Kind::kResume:
      return body.resume().participant_id();
    default:
      return {};
  }
}

MaybeRefusal check_participant(const Attempt& attempt, const std::string& participant_id) {
  constexpr std::string_view kField = "participant_id";
  if (auto refusal = check_required_line(participant_id, limits::kMaxParticipantIdChars, kField)) return refusal;
  const std::string_view own = own_participant(attempt.author.role);
  if (own.empty() || participant_id == own) return std::nullopt;
  Refusal refusal = not_allowed("only the participant \"" + std::string(own) + "\" is yours");
  refusal.field = kField;
  return refusal;
}

MaybeRefusal check_present(const Attempt& attempt, const std::string& participant_id) {
  if (auto refusal = check_participant(attempt, participant_id)) return refusal;
  const Interview& interview = attempt.interview;
  if (interview.present_participants.contains(participant_id) || interview.is_incomplete) return std::nullopt;
  return wrong_state("the participant \"" + participant_id + "\" has not joined");
}

MaybeRefusal check_participant_joined(const Attempt& attempt) {
  const v1::ParticipantJoined& joined = attempt.body.participant_joined();
  if (auto refusal = check_participant(attempt, joined.participant_id())) return refusal;
  if (auto refusal = check_required_line(joined.name(), limits::kMaxNameChars, "name")) return refusal;
  if (auto refusal = check_account(attempt, joined)) return refusal;
  const auto& present = attempt.interview.present_participants;
  if (present.contains(joined.participant_id())) {
    return wrong_state("the participant \"" + joined.participant_id() + "\" has already joined");
  }
  if (present.size() < limits::kMaxParticipants) return std::nullopt;
  return limit_reached("an interview has at most " + std::to_string(limits::kMaxParticipants) + " participants");
}

std::optional<v1::EventBody> complete_participant_joined(const Interview& interview, const v1::EventBody& body) {
  const v1::ParticipantJoined& joined = body.participant_joined();
  const std::string& name = person_of(interview, joined.participant_id()).name();
  // Of an opening that was erased no name is known.
  if (!is_known_person(joined) || name.empty()) return std::nullopt;
  v1::EventBody completed = body;
  completed.mutable_participant_joined()->set_name(name);
  return completed;
}

void take_completion_out(v1::ParticipantJoined& joined) {
  if (is_known_person(joined)) joined.clear_name();
}

bool fold_participant_joined(const Happening& happening) {
  if (happening.body == nullptr) return true;
  Interview& interview = happening.interview;
  const bool is_new =
      interview.present_participants.insert(happening.body->participant_joined().participant_id()).second;
  return is_new || interview.is_incomplete;
}

MaybeRefusal check_participant_left(const Attempt& attempt) {
  const v1::ParticipantLeft& left = attempt.body.participant_left();
  if (auto refusal = check_present(attempt, left.participant_id())) return refusal;
  return check_line(left.reason(), limits::kMaxReasonChars, "reason");
}

bool fold_participant_left(const Happening& happening) {
  if (happening.body == nullptr) return true;
  Interview& interview = happening.interview;
  const std::string& participant_id = happening.body->participant_left().participant_id();
  interview.holding_participants.erase(participant_id);
  interview.turns_under_way.erase(participant_id);
  return interview.present_participants.erase(participant_id) == 1 || interview.is_incomplete;
}

}  // namespace regard::observer
