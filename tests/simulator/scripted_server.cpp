#include "tests/simulator/scripted_server.hpp"

#include <algorithm>

namespace regard::simulator {

void UnreliableServer::play(InterviewRun& run) {
  while (!run.is_over()) {
    if (run.wants_connection(now())) connect(run);
    for (const auto& frame : run.due_frames(now())) {
      // Cut on the way in: this frame and the rest are lost.
      if (one_in(20)) run.disconnected(now(), "cut");
      if (run.phase() == InterviewRun::Phase::kWaiting) break;
      answer(run, frame);
    }
    if (!run.is_over()) now_ms_ = std::max(now_ms_ + 1, run.wake_at_ms().value_or(0));
  }
}

void UnreliableServer::connect(InterviewRun& run) {
  run.connecting();
  if (one_in(4)) return run.disconnected(now(), "connection refused");
  run.connected(now());
  run.received(now(), welcome());
}

void UnreliableServer::answer(InterviewRun& run, const v1::ClientFrame& frame) {
  if (frame.has_clock_probe()) run.received(now(), clock_reading(frame.clock_probe()));
  if (frame.has_publish()) answer_publish(run, frame.publish());
}

void UnreliableServer::answer_publish(InterviewRun& run, const v1::Publish& publish) {
  const std::uint64_t expected_seq = stored_.size() + 1;
  if (publish.client_seq() > expected_seq) {
    auto out_of_order = error(v1::ERROR_CODE_OUT_OF_ORDER);
    out_of_order.mutable_error()->set_expected_client_seq(expected_seq);
    return run.received(now(), out_of_order);
  }
  if (publish.client_seq() == expected_seq) stored_.push_back(publish);
  // Cut on the way out: stored, but the acknowledgement is lost.
  if (one_in(10)) return run.disconnected(now(), "cut");
  run.received(now(), ack(stored_.size()));
}

bool UnreliableServer::has_stored_in_order() const {
  for (std::size_t place = 0; place < stored_.size(); ++place) {
    if (stored_[place].client_seq() != place + 1) return false;
  }
  return !stored_.empty() && stored_.front().body().has_interview_opened() &&
         stored_.back().body().has_interview_closed();
}

}  // namespace regard::simulator
