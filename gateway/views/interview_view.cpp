#include "gateway/views/interview_view.hpp"

namespace regard::gateway {
namespace {

v1::Person assessor_of(const observer::MarkingSummary& marking) {
  v1::Person assessor;
  assessor.set_account_id(marking.assessor_id.to_string());
  assessor.set_name(marking.assessor_name);
  return assessor;
}

v1::MarkingState state_of(const observer::MarkingSummary& marking) {
  v1::MarkingState state;
  *state.mutable_assessor() = assessor_of(marking);
  state.set_closed(marking.is_closed);
  return state;
}

v1::ReadableRecording describe(const observer::MarkingSummary& marking) {
  v1::ReadableRecording recording;
  recording.set_recording_id(marking.recording_id.to_string());
  recording.set_kind(v1::RECORDING_KIND_MARKING);
  *recording.mutable_assessor() = assessor_of(marking);
  recording.set_marking_closed(marking.is_closed);
  return recording;
}

}  // namespace

bool may_see(const observer::InterviewSummary& interview, observer::Reader reader) {
  return observer::may_read_conversation(interview.seats, reader);
}

v1::Interview describe(const observer::InterviewSummary& interview, observer::Reader reader) {
  v1::Interview description;
  description.set_interview_id(interview.interview_id.to_string());
  *description.mutable_opened() = interview.opened;
  description.set_opened_mono_ns(interview.opened_mono_ns);
  description.set_opened_wall_ns(interview.opened_wall_ns);
  description.set_closed_mono_ns(interview.closed_mono_ns);
  description.set_sealed(interview.is_sealed);
  if (may_see(interview, reader)) {
    v1::ReadableRecording& conversation = *description.add_recordings();
    conversation.set_recording_id(interview.interview_id.to_string());
    conversation.set_kind(v1::RECORDING_KIND_CONVERSATION);
  }
  if (observer::may_know_who_has_finished(reader)) {
    for (const observer::MarkingSummary& marking : interview.markings) *description.add_markings() = state_of(marking);
  }
  for (const observer::MarkingSummary& marking : interview.markings) {
    if (!observer::may_read_marking(interview.seats, interview.is_sealed, marking.assessor_id, reader)) continue;
    *description.add_recordings() = describe(marking);
  }
  if (!interview.brief_id.is_nil() && observer::may_read_brief(interview.seats, reader)) {
    v1::ReadableRecording& brief = *description.add_recordings();
    brief.set_recording_id(interview.brief_id.to_string());
    brief.set_kind(v1::RECORDING_KIND_BRIEF);
  }
  return description;
}

}  // namespace regard::gateway
