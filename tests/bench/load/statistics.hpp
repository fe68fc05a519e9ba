#pragma once

#include <cstdint>
#include <vector>

namespace regard::bench {

// The value that the share `percent` of the samples do not exceed, in microseconds; 0 without samples. Reorders them.
[[nodiscard]] double percentile_us(std::vector<std::int64_t>& samples_ns, double percent);

// Nanoseconds on a clock that never goes back.
[[nodiscard]] std::int64_t now_ns();

}  // namespace regard::bench
