#include "gateway/simulator/clock_estimate.hpp"

namespace regard::simulator {

void ClockEstimate::add(const v1::ClockReading& reading, std::int64_t now_us) {
  const std::int64_t round_trip_us = now_us - reading.client_wall_us();
  // The wall clock was set back meanwhile: the sample says nothing.
  if (round_trip_us < 0) return;
  const std::int64_t error_us = (round_trip_us + 1) / 2;
  if (best_ && !is_stale_ && best_->error_us <= error_us) return;
  const std::int64_t halfway_us = reading.client_wall_us() + round_trip_us / 2;
  best_ = Sample{reading.server_mono_ns() / 1000 - halfway_us, error_us};
  is_stale_ = false;
}

v1::ClientTime ClockEstimate::stamp(std::int64_t now_us) const {
  v1::ClientTime time;
  if (!best_) return time;
  time.set_client_wall_us(now_us);
  time.set_clock_offset_us(best_->offset_us);
  time.set_clock_offset_error_us(best_->error_us);
  return time;
}

}  // namespace regard::simulator
