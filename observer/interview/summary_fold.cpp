#include "observer/interview/summary_fold.hpp"

#include <algorithm>

namespace regard::observer {
namespace {

void fold_opening(InterviewSummary& summary, const EventHeader& header, const v1::EventBody* body) {
  summary.interview_id = header.recording_id;
  summary.opened = body == nullptr ? v1::InterviewOpened{} : body->interview_opened();
  summary.seats = body == nullptr ? Seats{} : seats_in(body->interview_opened(), header.author);
  summary.opened_mono_ns = header.server_mono_ns;
  summary.opened_wall_ns = header.server_wall_ns;
}

MarkingSummary* find_marking(InterviewSummary& summary, const RecordingId& recording_id) {
  const auto found = std::ranges::find(summary.markings, recording_id, &MarkingSummary::recording_id);
  return found == summary.markings.end() ? nullptr : &*found;
}

void fold_marking_opening(InterviewSummary& summary, const EventHeader& header, const v1::EventBody* body) {
  if (find_marking(summary, header.recording_id) != nullptr) return;
  MarkingSummary marking{.recording_id = header.recording_id, .assessor_id = {}, .assessor_name = {}};
  if (body != nullptr) {
    const v1::Person& assessor = body->marking_opened().assessor();
    marking.assessor_id = Uuid::parse(assessor.account_id()).value_or(Uuid{});
    marking.assessor_name = assessor.name();
  }
  summary.markings.push_back(std::move(marking));
}

bool is_sealed(const InterviewSummary& summary) {
  // While the markings are still being opened some are missing here. An opening without assessors was erased: how many
  // there were is not known any more, and those that were opened count.
  const auto expected = static_cast<std::size_t>(summary.opened.assessors_size());
  const bool all_opened = expected == 0 || summary.markings.size() == expected;
  return summary.is_live() || !all_opened || !std::ranges::all_of(summary.markings, &MarkingSummary::is_closed);
}

}  // namespace

void fold_into_summary(InterviewSummary& summary, const EventHeader& header, const v1::EventBody* body) {
  switch (header.kind) {
    case v1::EventBody::kInterviewOpened:
      fold_opening(summary, header, body);
      break;
    case v1::EventBody::kInterviewClosed:
      summary.closed_mono_ns = header.server_mono_ns;
      break;
    case v1::EventBody::kMarkingOpened:
      fold_marking_opening(summary, header, body);
      break;
    case v1::EventBody::kMarkingClosed:
      if (auto* marking = find_marking(summary, header.recording_id)) marking->is_closed = true;
      break;
    case v1::EventBody::kBriefOpened:
      summary.brief_id = header.recording_id;
      break;
    default:
      return;
  }
  summary.is_sealed = is_sealed(summary);
}

}  // namespace regard::observer
