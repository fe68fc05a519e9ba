#include "observer/recordings/kind_table.hpp"

#include <algorithm>

#include "observer/interview/briefing.hpp"
#include "observer/interview/closing.hpp"
#include "observer/interview/holds.hpp"
#include "observer/interview/messages.hpp"
#include "observer/interview/participants.hpp"
#include "observer/interview/speech.hpp"
#include "observer/marking/marks.hpp"

namespace regard::observer {
namespace {

using Roles = std::vector<v1::Role>;

// "Who may do what" of ARCHITECTURE.md, as far as the role decides.
std::vector<KindRow> make_table() {
  using enum v1::Role;
  using enum RecordingKind;
  const Roles openers = {ROLE_ASSESSOR, ROLE_ORGANISER, ROLE_INTEGRATION};
  const Roles closers = {ROLE_ASSESSOR, ROLE_ORGANISER, ROLE_INTEGRATION, ROLE_CANDIDATE, ROLE_ROLE_PLAYER};
  const Roles speakers = {ROLE_INTEGRATION, ROLE_CANDIDATE, ROLE_ROLE_PLAYER};
  const Roles noters = {ROLE_INTEGRATION, ROLE_ORGANISER};
  const Roles markers = {ROLE_ASSESSOR};
  const Roles lifters = {ROLE_ORGANISER};
  const Roles briefers = {ROLE_ASSESSOR, ROLE_ORGANISER};
  const Roles server_alone = {};
  return {
      {Kind::kInterviewOpened, conversation, openers},
      {Kind::kInterviewClosed, conversation, closers, check_interview_closed, fold_interview_closed},
      {Kind::kParticipantJoined, conversation, speakers, check_participant_joined, fold_participant_joined,
       complete_participant_joined},
      {Kind::kParticipantLeft, conversation, speakers, check_participant_left, fold_participant_left},
      {Kind::kSpokenTurn, conversation, speakers, check_spoken_turn, fold_spoken_turn},
      {Kind::kChatMessage, conversation, speakers, check_chat_message, fold_message},
      {Kind::kEmailMessage, conversation, speakers, check_email_message, fold_message},
      {Kind::kHold, conversation, speakers, check_hold, fold_hold},
      {Kind::kResume, conversation, speakers, check_resume, fold_resume},
      {Kind::kNote, conversation, noters, check_note, fold_note},
      {Kind::kMarkingOpened, marking, server_alone},
      {Kind::kMark, marking, markers, check_mark, fold_mark},
      {Kind::kMarkCorrected, marking, markers, check_mark_corrected, fold_mark_corrected},
      {Kind::kMarkWithdrawn, marking, markers, check_mark_withdrawn, fold_mark_withdrawn},
      {Kind::kMarkingClosed, marking, markers, check_marking_closed, fold_marking_closed},
      {Kind::kSealLifted, conversation, lifters, check_seal_lifted, fold_seal_lifted},
      {Kind::kTurnStarted, conversation, speakers, check_turn_started, fold_turn_started},
      {Kind::kTurnPart, conversation, speakers, check_turn_part, fold_turn_part},
      {Kind::kBriefOpened, brief, server_alone},
      {Kind::kBriefChanged, brief, briefers, check_brief_changed, fold_brief_changed},
  };
}

Refusal unknown_kind() {
  return {RefusalCode::unknown_kind, "the body holds no kind of event that this server knows", "body"};
}

std::string_view words_for(RecordingKind kind) {
  switch (kind) {
    case RecordingKind::conversation:
      return "a conversation";
    case RecordingKind::marking:
      return "a marking recording";
    case RecordingKind::brief:
      return "a brief";
  }
  return {};
}

}  // namespace

std::span<const KindRow> kind_table() {
  static const std::vector<KindRow> kTable = make_table();
  return kTable;
}

const KindRow* find_kind(std::uint32_t number) {
  const auto table = kind_table();
  // Most numbers have no gap before them: the row of such a kind is where its number says.
  const auto place = std::size_t{number} - 1;
  if (place < table.size() && table[place].kind == number) return &table[place];
  const auto found = std::ranges::find(table, number, &KindRow::kind);
  return found == table.end() ? nullptr : &*found;
}

MaybeRefusal check_role(Kind kind, v1::Role role) {
  const KindRow* row = find_kind(kind);
  if (row == nullptr) return unknown_kind();
  if (row->writers.empty()) return not_allowed(kind_name(kind) + " is written by the server alone");
  if (std::ranges::find(row->writers, role) != row->writers.end()) return std::nullopt;
  return not_allowed(v1::Role_Name(role) + " may not publish " + kind_name(kind));
}

MaybeRefusal check_place(Kind kind, RecordingKind recording_kind) {
  const KindRow* row = find_kind(kind);
  if (row == nullptr) return unknown_kind();
  if (row->belongs_in == recording_kind) return std::nullopt;
  return invalid_field("recording_id", kind_name(kind) + " belongs in " + std::string(words_for(row->belongs_in)) +
                                           ", this is " + std::string(words_for(recording_kind)));
}

}  // namespace regard::observer
