#pragma once

#include <chrono>

#include "observer/ports/clock.hpp"

namespace regard::tests {

// Time that passes only when the test says so.
class ManualClock final : public observer::Clock {
 public:
  std::int64_t steady_ns() override { return steady_ns_; }
  std::int64_t wall_ns() override { return wall_ns_; }

  void advance(std::chrono::nanoseconds duration) {
    steady_ns_ += duration.count();
    wall_ns_ += duration.count();
  }
  // Somebody sets the machine's clock: the steady one does not move.
  void set_wall_ns(std::int64_t wall_ns) { wall_ns_ = wall_ns; }
  // The machine was restarted: the steady clock begins again.
  void reboot() { steady_ns_ = 0; }

 private:
  std::int64_t steady_ns_ = 1'000'000'000;
  std::int64_t wall_ns_ = 1'790'000'000'000'000'000;
};

}  // namespace regard::tests
