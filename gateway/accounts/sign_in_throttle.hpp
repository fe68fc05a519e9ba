#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

namespace regard::gateway {

// Slows down guessing: from the third failure on, each one doubles the wait for its key: a login from a network, or
// from a known device. Thread: the gateway's. Times are steady nanoseconds, handed in.
class SignInThrottle {
 public:
  // `memory`: after so long without a failure, those of a key are forgotten.
  SignInThrottle(std::chrono::seconds max_wait, std::chrono::seconds memory) : max_wait_(max_wait), memory_(memory) {}

  // How long `key` has still to wait; zero when it may try.
  [[nodiscard]] std::chrono::nanoseconds wait(const std::string& key, std::int64_t now_ns) const;
  void failed(const std::string& key, std::int64_t now_ns);
  void succeeded(const std::string& key);

 private:
  struct Failures {
    int count = 0;
    std::int64_t last_ns = 0;
  };
  [[nodiscard]] bool is_forgotten(const Failures& failures, std::int64_t now_ns) const;

  std::chrono::nanoseconds max_wait_;
  std::chrono::nanoseconds memory_;
  std::unordered_map<std::string, Failures> failures_;
  // Keys in the order of their first failure, to forget the oldest at the limit.
  std::deque<std::string> order_;
};

}  // namespace regard::gateway
