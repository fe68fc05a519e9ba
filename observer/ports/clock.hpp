#pragma once

#include <cstdint>

namespace regard::observer {

// Time is handed in. `observer/` itself never asks for the time.
class Clock {
 public:
  virtual ~Clock() = default;
  // Nanoseconds on a time line that never goes back while the process lives.
  [[nodiscard]] virtual std::int64_t steady_ns() = 0;
  // Nanoseconds since 1970-01-01T00:00:00Z as the machine believes.
  [[nodiscard]] virtual std::int64_t wall_ns() = 0;
};

}  // namespace regard::observer
