#include "gateway/simulator/interview_run.hpp"

#include <algorithm>
#include <utility>

#include "gateway/simulator/limits.hpp"

namespace regard::simulator {
namespace {

std::string in_words(const v1::Error& error) {
  std::string words = v1::ErrorCode_Name(error.code()) + ": " + error.message();
  if (!error.field().empty()) words += " (" + error.field() + ")";
  return words;
}

std::string in_words(const v1::StoreStatus& store) {
  return "the server's store refuses writes until its restart: " + store.reason();
}

}  // namespace

InterviewRun::InterviewRun(RunIdentity identity, Schedule schedule, std::uint64_t seed)
    : identity_(std::move(identity)),
      schedule_(std::move(schedule)),
      outbox_(identity_.recording_id, identity_.client_id),
      backoff_(seed) {}

bool InterviewRun::wants_connection(Moment now) const {
  return phase_ == Phase::kWaiting && now.steady_ms >= connect_at_ms_;
}

void InterviewRun::connected(Moment now) {
  phase_ = Phase::kGreeting;
  answer_due_ms_ = now.steady_ms + limits::kAnswerDeadlineMs;
}

void InterviewRun::received(Moment now, const v1::ServerFrame& frame) {
  if (phase_ != Phase::kGreeting && phase_ != Phase::kLive) return;
  switch (frame.frame_case()) {
    case v1::ServerFrame::kWelcome:
      return welcomed(now, frame.welcome());
    case v1::ServerFrame::kClockReading:
      return clock_read(now, frame.clock_reading());
    case v1::ServerFrame::kAck:
      return acknowledged(now, frame.ack());
    case v1::ServerFrame::kError:
      return answered_with_error(now, frame.error());
    case v1::ServerFrame::kStoreStatus:
      if (frame.store_status().poisoned()) disconnected(now, in_words(frame.store_status()));
      return;
    default:
      // For subscribers, or of a later version of the protocol.
      return;
  }
}

void InterviewRun::welcomed(Moment now, const v1::Welcome& welcome) {
  if (welcome.store().poisoned()) return disconnected(now, in_words(welcome.store()));
  phase_ = Phase::kLive;
  answer_due_ms_.reset();
  next_probe_at_ms_ = now.steady_ms;
  clock_.start_over();
  if (outbox_.is_empty()) trouble_since_ms_.reset();
}

void InterviewRun::clock_read(Moment now, const v1::ClockReading& reading) {
  answer_due_ms_.reset();
  clock_.add(reading, now.wall_us);
  if (!started_at_ms_) started_at_ms_ = now.steady_ms;
}

void InterviewRun::acknowledged(Moment now, const v1::Ack& ack) {
  if (!outbox_.acknowledge(ack.client_seq())) {
    return fail(Phase::kRefused,
                "the server acknowledged event " + std::to_string(ack.client_seq()) + ", which was never sent");
  }
  backoff_.reset();
  problem_.clear();
  trouble_since_ms_.reset();
  ack_due_ms_.reset();
  if (outbox_.has_in_flight()) ack_due_ms_ = now.steady_ms + limits::kAckDeadlineMs;
  if (outbox_.is_empty() && !has_more_to_make()) phase_ = Phase::kFinished;
}

void InterviewRun::answered_with_error(Moment now, const v1::Error& error) {
  switch (error.code()) {
    case v1::ERROR_CODE_OUT_OF_ORDER:
      if (error.expected_client_seq() < outbox_.first_unacknowledged_seq()) {
        return fail(Phase::kRefused, "the server has lost what it acknowledged: it expects event " +
                                         std::to_string(error.expected_client_seq()) + " again");
      }
      [[fallthrough]];
    case v1::ERROR_CODE_STORE_POISONED:
    case v1::ERROR_CODE_STORE_FULL:
    case v1::ERROR_CODE_STORE_UNREADABLE:
    case v1::ERROR_CODE_LIMIT_REACHED:
    case v1::ERROR_CODE_SHUTTING_DOWN:
      return disconnected(now, in_words(error));
    default:
      ++refused_count_;
      return fail(Phase::kRefused, in_words(error));
  }
}

void InterviewRun::disconnected(Moment now, const std::string& why) {
  if (is_over()) return;
  problem_ = why;
  if (!trouble_since_ms_) trouble_since_ms_ = now.steady_ms;
  if (now.steady_ms - *trouble_since_ms_ >= limits::kGiveUpAfterMs) return fail(Phase::kUnreachable, why);
  phase_ = Phase::kWaiting;
  connect_at_ms_ = now.steady_ms + backoff_.next_ms();
  answer_due_ms_.reset();
  ack_due_ms_.reset();
  outbox_.rewind();
}

void InterviewRun::fail(Phase phase, const std::string& why) {
  if (is_over()) return;
  phase_ = phase;
  problem_ = why;
}

void InterviewRun::hang_up(Moment now, const std::string& reason) {
  if (is_over()) return;
  if (!started_at_ms_) {
    phase_ = Phase::kFinished;
    return;
  }
  if (!has_more_to_make()) return;
  auto closing = std::move(schedule_.back());
  closing.at_ms = now.steady_ms - *started_at_ms_;
  closing.body.mutable_interview_closed()->set_reason(reason);
  schedule_.resize(next_planned_);
  schedule_.push_back(std::move(closing));
}

std::vector<v1::ClientFrame> InterviewRun::due_frames(Moment now) {
  std::vector<v1::ClientFrame> frames;
  check_deadlines(now);
  if (!is_over()) make_due_events(now);
  if (phase_ != Phase::kLive) return frames;
  add_probe(now, frames);
  add_publishes(now, frames);
  return frames;
}

void InterviewRun::check_deadlines(Moment now) {
  const auto is_past = [&](const std::optional<std::int64_t>& due_ms) { return due_ms && now.steady_ms >= *due_ms; };
  if (is_past(answer_due_ms_) || is_past(ack_due_ms_)) disconnected(now, "the server does not answer");
}

void InterviewRun::make_due_events(Moment now) {
  if (!started_at_ms_) return;
  const std::int64_t position_ms = now.steady_ms - *started_at_ms_;
  for (; has_more_to_make() && schedule_[next_planned_].at_ms <= position_ms; ++next_planned_) {
    outbox_.add(std::move(schedule_[next_planned_].body), clock_.stamp(now.wall_us));
  }
}

void InterviewRun::add_probe(Moment now, std::vector<v1::ClientFrame>& frames) {
  if (now.steady_ms < next_probe_at_ms_) return;
  frames.emplace_back().mutable_clock_probe()->set_client_wall_us(now.wall_us);
  next_probe_at_ms_ = now.steady_ms + limits::kProbeIntervalMs;
  answer_due_ms_ = now.steady_ms + limits::kAnswerDeadlineMs;
}

void InterviewRun::add_publishes(Moment now, std::vector<v1::ClientFrame>& frames) {
  while (const auto* publish = outbox_.take_next()) {
    *frames.emplace_back().mutable_publish() = *publish;
    if (!ack_due_ms_) ack_due_ms_ = now.steady_ms + limits::kAckDeadlineMs;
  }
}

std::optional<std::int64_t> InterviewRun::wake_at_ms() const {
  std::optional<std::int64_t> wake_ms;
  const auto consider = [&](std::int64_t at_ms) { wake_ms = std::min(wake_ms.value_or(at_ms), at_ms); };
  if (phase_ == Phase::kWaiting) consider(connect_at_ms_);
  if (phase_ == Phase::kLive) consider(next_probe_at_ms_);
  if (started_at_ms_ && has_more_to_make()) consider(*started_at_ms_ + schedule_[next_planned_].at_ms);
  if (answer_due_ms_) consider(*answer_due_ms_);
  if (ack_due_ms_) consider(*ack_due_ms_);
  return wake_ms;
}

}  // namespace regard::simulator
