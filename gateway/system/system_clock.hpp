#pragma once

#include <chrono>

#include "observer/ports/clock.hpp"

namespace regard::gateway {

class SystemClock final : public observer::Clock {
 public:
  std::int64_t steady_ns() override { return since_epoch(std::chrono::steady_clock::now()); }
  std::int64_t wall_ns() override { return since_epoch(std::chrono::system_clock::now()); }

 private:
  static std::int64_t since_epoch(auto time_point) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time_point.time_since_epoch()).count();
  }
};

}  // namespace regard::gateway
