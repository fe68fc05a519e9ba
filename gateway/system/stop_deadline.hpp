#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace regard::gateway {

// Ends the wait for a stop that does not come: a disk that has stalled holds up every thread that writes, for ever. A
// thread of its own; start() once.
class StopDeadline {
 public:
  // `on_missed` runs on that thread.
  void start(std::chrono::nanoseconds wait, std::function<void()> on_missed);
  // The stop has come in time.
  ~StopDeadline();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_met_ = false;
  std::thread thread_;
};

}  // namespace regard::gateway
