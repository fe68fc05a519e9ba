#include "observer/kinds/publishing_rules.hpp"

#include <algorithm>
#include <vector>

namespace regard::observer {
namespace {

using Body = v1::EventBody;

struct PublishingRule {
  Body::KindCase kind;
  v1::RecordingKind recording_kind;
  std::vector<v1::Role> roles;
};

// "Who may do what" of ARCHITECTURE.md, as far as the role decides.
const std::vector<PublishingRule>& publishing_rules() {
  using enum v1::Role;
  using enum v1::RecordingKind;
  static const std::vector<v1::Role> kSpeakers = {ROLE_INTEGRATION, ROLE_CANDIDATE, ROLE_ROLE_PLAYER};
  static const std::vector<v1::Role> kMarkers = {ROLE_ASSESSOR};
  static const std::vector<PublishingRule> kRules = {
      {Body::kInterviewOpened, RECORDING_KIND_CONVERSATION, {ROLE_ASSESSOR, ROLE_ORGANISER, ROLE_INTEGRATION}},
      {Body::kInterviewClosed,
       RECORDING_KIND_CONVERSATION,
       {ROLE_ASSESSOR, ROLE_ORGANISER, ROLE_INTEGRATION, ROLE_CANDIDATE, ROLE_ROLE_PLAYER}},
      {Body::kParticipantJoined, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kParticipantLeft, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kSpokenTurn, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kChatMessage, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kEmailMessage, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kHold, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kResume, RECORDING_KIND_CONVERSATION, kSpeakers},
      {Body::kNote, RECORDING_KIND_CONVERSATION, {ROLE_INTEGRATION, ROLE_ORGANISER}},
      // Written by the server alone, beside interview_opened.
      {Body::kMarkingOpened, RECORDING_KIND_MARKING, {}},
      {Body::kMark, RECORDING_KIND_MARKING, kMarkers},
      {Body::kMarkCorrected, RECORDING_KIND_MARKING, kMarkers},
      {Body::kMarkWithdrawn, RECORDING_KIND_MARKING, kMarkers},
      {Body::kMarkingClosed, RECORDING_KIND_MARKING, kMarkers},
  };
  return kRules;
}

// Null when there is no such kind.
const PublishingRule* find_rule(Body::KindCase kind) {
  const auto& rules = publishing_rules();
  const auto found = std::ranges::find(rules, kind, &PublishingRule::kind);
  return found == rules.end() ? nullptr : &*found;
}

Refusal unknown_kind() {
  return {v1::ERROR_CODE_UNKNOWN_KIND, "the body holds no kind of event that this server knows", "body"};
}

}  // namespace

std::string kind_name(Body::KindCase kind) {
  const auto* field = Body::descriptor()->FindFieldByNumber(static_cast<int>(kind));
  return field == nullptr ? "nothing" : field->name();
}

MaybeRefusal check_role(Body::KindCase kind, v1::Role role) {
  const PublishingRule* rule = find_rule(kind);
  if (rule == nullptr) return unknown_kind();
  if (rule->roles.empty()) return not_allowed(kind_name(kind) + " is written by the server alone");
  if (std::ranges::find(rule->roles, role) != rule->roles.end()) return std::nullopt;
  return not_allowed(v1::Role_Name(role) + " may not publish " + kind_name(kind));
}

MaybeRefusal check_place(Body::KindCase kind, v1::RecordingKind recording_kind) {
  const PublishingRule* rule = find_rule(kind);
  if (rule == nullptr) return unknown_kind();
  if (rule->recording_kind == recording_kind) return std::nullopt;
  const bool wants_marking = rule->recording_kind == v1::RECORDING_KIND_MARKING;
  return invalid_field("recording_id",
                       kind_name(kind) + (wants_marking ? " belongs in a marking recording, this is a conversation"
                                                        : " belongs in a conversation, this is a marking recording"));
}

}  // namespace regard::observer
