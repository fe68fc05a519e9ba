#include "gateway/system/stop_deadline.hpp"

#include <utility>

namespace regard::gateway {

void StopDeadline::start(std::chrono::nanoseconds wait, std::function<void()> on_missed) {
  thread_ = std::thread([this, wait, on_missed = std::move(on_missed)] {
    std::unique_lock lock(mutex_);
    if (!wake_.wait_for(lock, wait, [this] { return is_met_; })) on_missed();
  });
}

StopDeadline::~StopDeadline() {
  {
    const std::lock_guard lock(mutex_);
    is_met_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

}  // namespace regard::gateway
