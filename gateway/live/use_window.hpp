#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace regard::gateway {

// Counts what is used in a stretch of time, and starts anew with the next one. Times are steady nanoseconds, handed in.
class UseWindow {
 public:
  UseWindow(std::size_t limit, std::chrono::nanoseconds length) : limit_(limit), length_ns_(length.count()) {}

  [[nodiscard]] bool has_left(std::int64_t now_ns) const { return is_over(now_ns) || used_ < limit_; }
  void use(std::size_t amount, std::int64_t now_ns) {
    if (is_over(now_ns)) {
      begin_ns_ = now_ns;
      used_ = 0;
    }
    used_ += amount;
  }

 private:
  [[nodiscard]] bool is_over(std::int64_t now_ns) const { return now_ns - begin_ns_ >= length_ns_; }

  std::size_t limit_;
  std::int64_t length_ns_;
  std::int64_t begin_ns_ = 0;
  std::size_t used_ = 0;
};

}  // namespace regard::gateway
