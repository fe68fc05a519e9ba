#include "observer/recordings/recording_kinds.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "observer/interview/opening_rules.hpp"

namespace regard::observer {
namespace {

Draft marking_draft(RecordingId marking_id, RecordingId interview_id, const v1::Person& assessor) {
  Draft draft{.recording_id = marking_id, .family_id = interview_id, .body = {}};
  v1::MarkingOpened& opened = *draft.body.mutable_marking_opened();
  opened.set_interview_id(interview_id.to_string());
  *opened.mutable_assessor() = assessor;
  return draft;
}

Draft brief_draft(RecordingId brief_id, RecordingId interview_id, std::string text) {
  Draft draft{.recording_id = brief_id, .family_id = interview_id, .body = {}};
  v1::BriefOpened& opened = *draft.body.mutable_brief_opened();
  opened.set_interview_id(interview_id.to_string());
  opened.set_text(std::move(text));
  return draft;
}

std::expected<Admission, Refusal> admit_interview(const OpeningSources& sources, RecordingId interview_id,
                                                  const v1::EventBody& body) {
  auto opened = complete_opening(sources.referential, sources.people, body.interview_opened());
  if (!opened) return std::unexpected(std::move(opened.error()));
  Admission admission{.family_id = interview_id, .completed = {}, .added = {}};
  for (const v1::Person& assessor : opened->assessors()) {
    admission.added.push_back(marking_draft(sources.random.uuid(), interview_id, assessor));
  }
  // The candidate reads the opening: what is played with them does not stand in it.
  const std::string brief = std::exchange(*opened->mutable_brief(), {});
  if (!brief.empty()) admission.added.push_back(brief_draft(sources.random.uuid(), interview_id, brief));
  *admission.completed.emplace().mutable_interview_opened() = *std::move(opened);
  return admission;
}

std::unique_ptr<Aggregate> open_conversation(InterviewFamily& family, const Referential& referential,
                                             const EventHeader& header, const v1::EventBody* body) {
  Interview& interview = family.interview;
  if (!interview.interview_id.is_nil()) return nullptr;
  interview.interview_id = header.recording_id;
  interview.opened_mono_ns = header.server_mono_ns;
  interview.opened_wall_ns = header.server_wall_ns;
  interview.opening_is_erased = body == nullptr;
  if (body != nullptr) {
    interview.opened = body->interview_opened();
    interview.seats = seats_in(interview.opened, header.author);
  }
  return make_conversation(family, referential);
}

std::unique_ptr<Aggregate> open_marking(InterviewFamily& family, const Referential& referential,
                                        const EventHeader& header, const v1::EventBody* body) {
  if (family.interview.interview_id.is_nil()) return nullptr;
  auto marking = std::make_unique<Marking>();
  marking->recording_id = header.recording_id;
  if (body != nullptr) {
    const v1::MarkingOpened& opened = body->marking_opened();
    const auto assessor_id = Uuid::parse(opened.assessor().account_id());
    if (!assessor_id || Uuid::parse(opened.interview_id()) != family.interview.interview_id) return nullptr;
    marking->assessor_id = *assessor_id;
    marking->assessor_name = opened.assessor().name();
  }
  family.markings.push_back(std::move(marking));
  return make_marking_recording(family, *family.markings.back(), referential);
}

std::unique_ptr<Aggregate> open_brief(InterviewFamily& family, const Referential& referential,
                                      const EventHeader& header, const v1::EventBody* body) {
  const RecordingId interview_id = family.interview.interview_id;
  if (interview_id.is_nil() || !family.brief_id.is_nil()) return nullptr;
  if (body != nullptr && Uuid::parse(body->brief_opened().interview_id()) != interview_id) return nullptr;
  family.brief_id = header.recording_id;
  return make_brief_recording(family, referential);
}

constexpr std::array<RecordingKindRow, 3> kRecordingKinds{{
    {RecordingKind::conversation, Kind::kInterviewOpened, admit_interview, open_conversation},
    {RecordingKind::marking, Kind::kMarkingOpened, nullptr, open_marking},
    {RecordingKind::brief, Kind::kBriefOpened, nullptr, open_brief},
}};

}  // namespace

std::span<const RecordingKindRow> recording_kinds() { return kRecordingKinds; }

const RecordingKindRow* find_opened_by(Kind kind) {
  const auto* found = std::ranges::find(kRecordingKinds, kind, &RecordingKindRow::opened_by);
  return found == kRecordingKinds.end() ? nullptr : found;
}

}  // namespace regard::observer
