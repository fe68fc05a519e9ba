#include "gateway/views/interview_view.hpp"

namespace regard::gateway {
namespace {

v1::ReadableRecording describe(const observer::MarkingSummary& marking) {
  v1::ReadableRecording recording;
  recording.set_recording_id(marking.recording_id.to_string());
  recording.set_kind(v1::RECORDING_KIND_MARKING);
  recording.mutable_assessor()->set_account_id(marking.assessor_id.to_string());
  recording.mutable_assessor()->set_name(marking.assessor_name);
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
  for (const observer::MarkingSummary& marking : interview.markings) {
    if (!observer::may_read_marking(interview.seats, interview.is_sealed, marking.assessor_id, reader)) continue;
    *description.add_recordings() = describe(marking);
  }
  return description;
}

}  // namespace regard::gateway
