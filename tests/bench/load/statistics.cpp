#include "tests/bench/load/statistics.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace regard::bench {

double percentile_us(std::vector<std::int64_t>& samples_ns, double percent) {
  if (samples_ns.empty()) return 0;
  const auto place = static_cast<std::size_t>(static_cast<double>(samples_ns.size() - 1) * percent / 100.0);
  std::nth_element(samples_ns.begin(), samples_ns.begin() + static_cast<std::ptrdiff_t>(place), samples_ns.end());
  return static_cast<double>(samples_ns[place]) / 1000.0;
}

std::int64_t now_ns() {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since_start).count();
}

}  // namespace regard::bench
