#include "observer/interview/interview.hpp"

#include <algorithm>

namespace regard::observer {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

bool insert_id(std::unordered_set<Uuid>& ids, const std::string& text) {
  const auto id = Uuid::parse(text);
  return id && ids.insert(*id).second;
}

bool fold_correction(Marking& marking, const v1::Mark& mark) {
  const auto id = Uuid::parse(mark.mark_id());
  if (!id || !marking.mark_ids.contains(*id)) return false;
  marking.withdrawn_mark_ids.erase(*id);
  return true;
}

bool fold_withdrawal(Marking& marking, const v1::MarkWithdrawn& withdrawn) {
  const auto id = Uuid::parse(withdrawn.mark_id());
  return id && marking.mark_ids.contains(*id) && marking.withdrawn_mark_ids.insert(*id).second;
}

bool fold_leaving(Interview& interview, const v1::ParticipantLeft& left) {
  interview.holding_participants.erase(left.participant_id());
  return interview.present_participants.erase(left.participant_id()) == 1;
}

}  // namespace

std::optional<std::int64_t> Interview::length_ms() const {
  if (is_live()) return std::nullopt;
  return (closed_mono_ns - opened_mono_ns + kNsPerMs - 1) / kNsPerMs;
}

bool Interview::is_sealed() const {
  // While the markings are still being opened some are missing here: that is sealed too.
  const bool all_opened = markings.size() == static_cast<std::size_t>(opened.assessors_size());
  return !closing_is_committed || !all_opened || !std::ranges::all_of(markings, &Marking::closing_is_committed);
}

bool Interview::is_candidate(AccountId account) const { return opened.candidate().account_id() == account.to_string(); }

bool Interview::is_role_player(AccountId account) const {
  return opened.role_player().account_id() == account.to_string();
}

bool Interview::is_assessor(AccountId account) const {
  return std::ranges::any_of(opened.assessors(),
                             [&](const v1::Person& assessor) { return assessor.account_id() == account.to_string(); });
}

bool fold_conversation_event(Interview& interview, const EventHeader& header, const v1::EventBody& body) {
  if (!interview.is_live()) return false;
  switch (body.kind_case()) {
    case v1::EventBody::kInterviewClosed:
      interview.closed_mono_ns = header.server_mono_ns;
      interview.closed_sequence = header.sequence;
      return true;
    case v1::EventBody::kParticipantJoined:
      return interview.present_participants.insert(body.participant_joined().participant_id()).second;
    case v1::EventBody::kParticipantLeft:
      return fold_leaving(interview, body.participant_left());
    case v1::EventBody::kHold:
      return interview.holding_participants.insert(body.hold().participant_id()).second;
    case v1::EventBody::kResume:
      return interview.holding_participants.erase(body.resume().participant_id()) == 1;
    case v1::EventBody::kSpokenTurn:
    case v1::EventBody::kChatMessage:
    case v1::EventBody::kEmailMessage:
    case v1::EventBody::kNote:
      return true;
    default:
      return false;
  }
}

bool fold_marking_event(Marking& marking, const EventHeader& header, const v1::EventBody& body) {
  if (marking.is_closed()) return false;
  switch (body.kind_case()) {
    case v1::EventBody::kMark:
      return insert_id(marking.mark_ids, body.mark().mark_id());
    case v1::EventBody::kMarkCorrected:
      return fold_correction(marking, body.mark_corrected().mark());
    case v1::EventBody::kMarkWithdrawn:
      return fold_withdrawal(marking, body.mark_withdrawn());
    case v1::EventBody::kMarkingClosed:
      marking.closed_sequence = header.sequence;
      return true;
    default:
      return false;
  }
}

}  // namespace regard::observer
