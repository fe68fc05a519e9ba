#include "gateway/live/interview_watch.hpp"

#include "gateway/views/interview_view.hpp"

namespace regard::gateway {

void InterviewWatch::on_listed_change(const observer::ListedChange& change) {
  if (change.kind == observer::Kind::kInterviewOpened) ++live_count_;
  if (change.kind == observer::Kind::kInterviewClosed) --live_count_;
  if (watchers_.empty()) return;
  const observer::InterviewSummary summary = change.family->summary();
  // While the seal holds, nobody else learns that an assessor has finished, or when.
  const bool is_authors_alone = change.kind == observer::Kind::kMarkingClosed && summary.is_sealed;
  for (InterviewWatcher* watcher : watchers_) {
    const observer::Reader reader = observer::reader_of(watcher->account());
    if (is_authors_alone && reader.account_id != change.author_id) continue;
    if (!may_see(summary, reader)) continue;
    v1::ServerFrame frame;
    *frame.mutable_interviews_changed()->add_interviews() = describe(summary, reader);
    watcher->tell_changed(frame);
  }
}

}  // namespace regard::gateway
