#include "observer/recording/trusted_clock.hpp"

#include <algorithm>

namespace regard::observer {

TrustedClock::TrustedClock(Clock& clock, std::int64_t newest_stamp_ns)
    : clock_(clock), offset_ns_(std::max(clock.wall_ns(), newest_stamp_ns + 1) - clock.steady_ns()) {}

std::int64_t TrustedClock::mono_ns() { return clock_.steady_ns() + offset_ns_; }

std::int64_t TrustedClock::wall_ns() { return clock_.wall_ns(); }

}  // namespace regard::observer
