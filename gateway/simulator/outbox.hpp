#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "regard/v1/frame.pb.h"

namespace regard::simulator {

// The publishes of one client to one recording that are not acknowledged yet: numbers them 1, 2, 3..., keeps them until
// they are on the server's disk, and hands them out again after a lost connection.
class Outbox {
 public:
  struct Counts {
    // Each event once, however often it was sent.
    std::uint64_t sent = 0;
    std::uint64_t sent_again = 0;
    std::uint64_t acknowledged = 0;
  };

  Outbox(std::string recording_id, std::string client_id);

  void add(v1::EventBody body, const v1::ClientTime& client_time);
  // The next publish to send; null when there is none or limits::kInFlightMax are on their way. Counts as sent.
  // Valid until the next call.
  [[nodiscard]] const v1::Publish* take_next();
  // Everything up to client_seq is on disk. False when the server acknowledges what was never sent.
  [[nodiscard]] bool acknowledge(std::uint64_t client_seq);
  // The connection is lost: everything unacknowledged is to be sent again, in order.
  void rewind() { next_seq_ = first_unacknowledged_seq(); }

  [[nodiscard]] bool is_empty() const { return unacknowledged_.empty(); }
  [[nodiscard]] bool has_in_flight() const { return next_seq_ > first_unacknowledged_seq(); }
  [[nodiscard]] std::uint64_t first_unacknowledged_seq() const { return counts_.acknowledged + 1; }
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  std::string recording_id_;
  std::string client_id_;
  // In sequence, the first has first_unacknowledged_seq().
  std::deque<v1::Publish> unacknowledged_;
  std::uint64_t next_seq_ = 1;
  Counts counts_;
};

}  // namespace regard::simulator
