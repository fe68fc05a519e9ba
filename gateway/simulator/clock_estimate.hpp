#pragma once

#include <cstdint>
#include <optional>

#include "regard/v1/frame.pb.h"

namespace regard::simulator {

// How far the server's trusted clock is from the own wall clock, by the probe with the smallest round trip.
class ClockEstimate {
 public:
  // A probe came back at wall time now_us.
  void add(const v1::ClockReading& reading, std::int64_t now_us);
  // The server may have been restarted, with another base for its clock: the next reading replaces the estimate. Until
  // then the old one is the best there is.
  void start_over() { is_stale_ = true; }
  // Time of an event made at wall time now_us.
  [[nodiscard]] v1::ClientTime stamp(std::int64_t now_us) const;

 private:
  struct Sample {
    std::int64_t offset_us = 0;
    std::int64_t error_us = 0;
  };
  std::optional<Sample> best_;
  bool is_stale_ = false;
};

}  // namespace regard::simulator
