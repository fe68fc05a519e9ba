#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

#include "gateway/simulator/limits.hpp"

namespace regard::simulator {

// How long to wait before the next attempt to connect: doubling, and spread so that hundreds of interviews that lost
// the same server do not come back in the same instant.
class Backoff {
 public:
  explicit Backoff(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::int64_t next_ms() {
    const std::int64_t ceiling_ms = next_ceiling_ms_;
    next_ceiling_ms_ = std::min(ceiling_ms * 2, limits::kBackoffMaxMs);
    return std::uniform_int_distribution<std::int64_t>(ceiling_ms / 2, ceiling_ms)(random_);
  }
  void reset() { next_ceiling_ms_ = limits::kBackoffFirstMs; }

 private:
  std::mt19937_64 random_;
  std::int64_t next_ceiling_ms_ = limits::kBackoffFirstMs;
};

}  // namespace regard::simulator
