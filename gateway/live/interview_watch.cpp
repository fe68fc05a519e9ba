#include "gateway/live/interview_watch.hpp"

#include "gateway/views/interview_view.hpp"

namespace regard::gateway {

void InterviewWatch::on_listed_change(const observer::ListedChange& change) {
  if (change.kind == observer::Kind::kInterviewOpened) ++live_count_;
  if (change.kind == observer::Kind::kInterviewClosed) --live_count_;
  if (watchers_.empty()) return;
  const observer::InterviewSummary summary = change.family->summary();
  // While the seal holds, no other assessor learns that one has finished, or when.
  const bool is_discreet = change.kind == observer::Kind::kMarkingClosed && summary.is_sealed;
  for (InterviewWatcher* watcher : watchers_) {
    const observer::Reader reader = observer::reader_of(watcher->account());
    const bool may_know = reader.account_id == change.author_id || observer::may_know_who_has_finished(reader);
    if (is_discreet && !may_know) continue;
    if (!may_see(summary, reader)) continue;
    v1::ServerFrame frame;
    *frame.mutable_interviews_changed()->add_interviews() = describe(summary, reader);
    watcher->tell_changed(frame);
  }
}

}  // namespace regard::gateway
