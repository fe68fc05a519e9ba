#include "gateway/accounts/sign_in_throttle.hpp"

#include <algorithm>

#include "gateway/accounts/limits.hpp"

namespace regard::gateway {

using std::chrono::nanoseconds;

bool SignInThrottle::is_forgotten(const Failures& failures, std::int64_t now_ns) const {
  return nanoseconds(now_ns - failures.last_ns) > memory_;
}

nanoseconds SignInThrottle::wait(const std::string& key, std::int64_t now_ns) const {
  const auto found = failures_.find(key);
  if (found == failures_.end() || is_forgotten(found->second, now_ns)) return {};
  const int excess = found->second.count - limits::kFreeSignInFailures;
  if (excess < 0) return {};
  constexpr int kMaxDoublings = 16;  // 18 hours: beyond the longest wait.
  const nanoseconds wait = std::min<nanoseconds>(std::chrono::seconds(1 << std::min(excess, kMaxDoublings)), max_wait_);
  return std::max<nanoseconds>(wait - nanoseconds(now_ns - found->second.last_ns), nanoseconds::zero());
}

void SignInThrottle::failed(const std::string& key, std::int64_t now_ns) {
  const auto [entry, is_new] = failures_.try_emplace(key);
  if (is_new) order_.push_back(key);
  Failures& failures = entry->second;
  if (is_forgotten(failures, now_ns)) failures.count = 0;
  ++failures.count;
  failures.last_ns = now_ns;
  while (order_.size() > limits::kMaxTrackedSignIns) {
    failures_.erase(order_.front());
    order_.pop_front();
  }
}

void SignInThrottle::succeeded(const std::string& key) {
  if (failures_.erase(key) > 0) std::erase(order_, key);
}

}  // namespace regard::gateway
