#pragma once

#include <chrono>
#include <condition_variable>
#include <expected>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace regard::gateway {

// Takes the newest checkpoint to where others keep it, on a thread of its own: services are slow, and away at times.
class Delivery {
 public:
  struct Route {
    // At most once in so long; one that fails is tried again after limits::kBeforeNextTry.
    std::chrono::minutes pause{};
    // Takes no longer than that.
    std::function<std::expected<void, std::string>(const std::string& note, std::chrono::seconds limit)> deliver;
  };
  // `on_trouble` is told, on the thread, why something was not delivered.
  Delivery(std::vector<Route> routes, std::function<void(const std::string& reason)> on_trouble);
  // Stops, if that was not done.
  ~Delivery();
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  // In place of the one before it, where that has not left yet. Any thread.
  void offer(const std::string& note);
  // What has not left is tried once more, for limits::kLastDelivery; then the thread ends. Blocks until then.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  struct Way {
    Route route;
    Clock::time_point next{};
    // Delivered last.
    std::string note;
  };

  void work();
  void deliver(Way& way, const std::string& note);
  // Until there is something to do, or the end has come. The newest note.
  [[nodiscard]] std::string wait();
  [[nodiscard]] bool is_stopping();
  [[nodiscard]] Clock::time_point next_moment() const;

  // The thread's own.
  std::vector<Way> ways_;
  const std::function<void(const std::string& reason)> on_trouble_;

  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::string newest_;
  bool stopping_ = false;
  // Last, so that everything above is there when it starts.
  std::thread thread_;
};

}  // namespace regard::gateway
