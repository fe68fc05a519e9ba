#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/simulator/backoff.hpp"
#include "gateway/simulator/clock_estimate.hpp"
#include "gateway/simulator/outbox.hpp"
#include "gateway/simulator/schedule.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::simulator {

// One moment on both clocks: steady for waiting, wall for stamping.
struct Moment {
  std::int64_t steady_ms = 0;
  std::int64_t wall_us = 0;
};

struct RunIdentity {
  // Also the interview's id: a UUID.
  std::string recording_id;
  std::string client_id;
};

// One interview played over the protocol, without a socket: it is told what happened and says what to do. Whoever owns
// the socket calls due_frames() after everything it told and at wake_at_ms(), sends what comes back, and follows
// phase().
class InterviewRun {
 public:
  enum class Phase {
    kWaiting,     // No connection wanted before wake_at_ms(); one still open is to be closed.
    kConnecting,  // connecting() was called.
    kGreeting,    // Connected; the server's Welcome is awaited.
    kLive,
    kFinished,  // Everything is acknowledged.
    kRefused,   // The server does not take the interview or speaks another protocol; problem() says why.
    kUnreachable,
    kUnauthorised,
  };

  InterviewRun(RunIdentity identity, Schedule schedule, std::uint64_t seed);

  [[nodiscard]] bool wants_connection(Moment now) const;
  void connecting() { phase_ = Phase::kConnecting; }
  void connected(Moment now);
  void received(Moment now, const v1::ServerFrame& frame);
  // The connection is lost or was never made; it is tried again after a while.
  void disconnected(Moment now, const std::string& why);
  // Ends the run at once.
  void fail(Phase phase, const std::string& why);
  // Leaves out what is left of the script and closes the interview.
  void hang_up(Moment now, const std::string& reason);

  // Makes the events that are due and returns what to send now. Empty while there is no connection.
  [[nodiscard]] std::vector<v1::ClientFrame> due_frames(Moment now);

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] bool is_over() const { return phase_ >= Phase::kFinished; }
  // When due_frames() is to be called again even if nothing happens; none while only the socket can bring news.
  [[nodiscard]] std::optional<std::int64_t> wake_at_ms() const;
  // What went wrong last, in words; empty while all is well.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const Outbox::Counts& counts() const { return outbox_.counts(); }
  [[nodiscard]] std::uint64_t refused_count() const { return refused_count_; }
  [[nodiscard]] const RunIdentity& identity() const { return identity_; }

 private:
  void welcomed(Moment now, const v1::Welcome& welcome);
  void clock_read(Moment now, const v1::ClockReading& reading);
  void acknowledged(Moment now, const v1::Ack& ack);
  void answered_with_error(Moment now, const v1::Error& error);
  void check_deadlines(Moment now);
  void make_due_events(Moment now);
  void add_probe(Moment now, std::vector<v1::ClientFrame>& frames);
  void add_publishes(Moment now, std::vector<v1::ClientFrame>& frames);
  [[nodiscard]] bool has_more_to_make() const { return next_planned_ < schedule_.size(); }

  RunIdentity identity_;
  Schedule schedule_;
  std::size_t next_planned_ = 0;
  Outbox outbox_;
  ClockEstimate clock_;
  Backoff backoff_;
  Phase phase_ = Phase::kWaiting;
  std::string problem_;
  std::uint64_t refused_count_ = 0;
  std::int64_t connect_at_ms_ = 0;
  // When the script began: with the first reading of the trusted clock.
  std::optional<std::int64_t> started_at_ms_;
  // Since when nothing has gone forward.
  std::optional<std::int64_t> trouble_since_ms_;
  std::int64_t next_probe_at_ms_ = 0;
  // When the connection is taken for lost unless the answer (Welcome, ClockReading, Ack) has come.
  std::optional<std::int64_t> answer_due_ms_;
  std::optional<std::int64_t> ack_due_ms_;
};

}  // namespace regard::simulator
