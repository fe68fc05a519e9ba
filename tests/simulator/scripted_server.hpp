#pragma once

#include <random>
#include <vector>

#include "gateway/simulator/interview_run.hpp"

// The server's side of the protocol, as far as the simulator sees it.
namespace regard::simulator {

inline v1::ServerFrame welcome() {
  v1::ServerFrame frame;
  frame.mutable_welcome();
  return frame;
}

inline v1::ServerFrame clock_reading(const v1::ClockProbe& probe) {
  v1::ServerFrame frame;
  frame.mutable_clock_reading()->set_client_wall_us(probe.client_wall_us());
  frame.mutable_clock_reading()->set_server_mono_ns(1);
  return frame;
}

inline v1::ServerFrame ack(std::uint64_t client_seq) {
  v1::ServerFrame frame;
  frame.mutable_ack()->set_client_seq(client_seq);
  return frame;
}

inline v1::ServerFrame error(v1::ErrorCode code) {
  v1::ServerFrame frame;
  frame.mutable_error()->set_code(code);
  return frame;
}

inline v1::ServerFrame poisoned_store() {
  v1::ServerFrame frame;
  frame.mutable_store_status()->set_poisoned(true);
  frame.mutable_store_status()->set_reason("disk full");
  return frame;
}

// Stores events by the protocol's rules while its connections break at random: frames and acknowledgements are lost
// with them, in virtual time.
class UnreliableServer {
 public:
  explicit UnreliableServer(std::uint64_t seed) : random_(seed) {}

  // Until the run is over.
  void play(InterviewRun& run);

  [[nodiscard]] std::size_t stored_count() const { return stored_.size(); }
  [[nodiscard]] bool has_stored_in_order() const;

 private:
  [[nodiscard]] bool one_in(int cases) { return std::uniform_int_distribution<int>(1, cases)(random_) == 1; }
  void connect(InterviewRun& run);
  void answer(InterviewRun& run, const v1::ClientFrame& frame);
  void answer_publish(InterviewRun& run, const v1::Publish& publish);
  [[nodiscard]] Moment now() const { return {now_ms_, now_ms_ * 1000}; }

  std::mt19937_64 random_;
  std::int64_t now_ms_ = 0;
  std::vector<v1::Publish> stored_;
};

}  // namespace regard::simulator
