#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "observer/ports/trail.hpp"
#include "storage/trail/tally.hpp"
#include "storage/trail/trail_database.hpp"

namespace regard::storage {

// Keeps the access trail on a thread of its own, in batches. note() and find() are the owner's thread's.
class TrailThread final : public observer::Trail {
 public:
  struct Parts {
    std::unique_ptr<TrailDatabase> database;
    std::function<std::int64_t()> now_wall_ns;
    // How long an entry is kept.
    std::chrono::days term{};
    // Is told, on the thread, what could not be done.
    std::function<void(const std::string& reason)> on_trouble;
  };
  explicit TrailThread(Parts parts);
  // Stops, if that was not done.
  ~TrailThread() override;
  TrailThread(const TrailThread&) = delete;
  TrailThread& operator=(const TrailThread&) = delete;

  void note(observer::TrailEntry entry) override;
  void find(observer::TrailQuery query, Found done) override;
  // What is on disk, for a checkpoint to sign. Any thread.
  [[nodiscard]] TrailHead head();
  // A checkpoint that is kept has signed it: what is over its term may go up to there. Any thread.
  void signed_up_to(std::int64_t number);

  // Keeps what was noted, answers what was asked, then ends the thread. Blocks until then.
  void stop();

 private:
  struct Question {
    observer::TrailQuery query;
    Found done;
  };
  struct Waiting {
    std::vector<observer::TrailEntry> entries;
    std::vector<Question> questions;
    std::uint64_t lost_count = 0;
  };

  void work();
  [[nodiscard]] Waiting take();
  [[nodiscard]] bool is_stopping();
  void keep(Waiting& waiting);
  void remove_old();
  [[nodiscard]] std::int64_t signed_number();
  void report(const Done& done);

  Parts parts_;
  // The thread's own.
  std::int64_t removed_at_wall_ns_ = 0;
  // Said last.
  std::string trouble_;
  // Could not be kept yet.
  std::vector<observer::TrailEntry> unkept_;

  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  Tally tally_;
  std::chrono::steady_clock::time_point next_tally_;
  Waiting queue_;
  TrailHead head_;
  std::int64_t signed_number_ = 0;
  bool stopping_ = false;
  // Last, so that everything above is there when it starts.
  std::thread thread_;
};

}  // namespace regard::storage
