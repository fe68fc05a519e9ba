#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "observer/ports/journal.hpp"
#include "storage/journal/engine.hpp"
#include "storage/journal/post_to_owner.hpp"

namespace regard::storage {

// Reads the journal on a thread of its own, in the order they were asked for. The owner's methods are the owner's
// thread's.
class PageThread {
 public:
  PageThread(std::unique_ptr<ReadingEngine> reader, PostToOwner post_to_owner);
  // Stops, if that was not done.
  ~PageThread();
  PageThread(const PageThread&) = delete;
  PageThread& operator=(const PageThread&) = delete;

  // See observer::Journal::read and read_family.
  void read(const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit,
            observer::Journal::PageRead done);
  void read_family(const observer::RecordingId& recording_id, observer::Journal::FamilyRead done);

  // Reads and posts whatever was asked for, then ends the thread. Blocks until then. Later reads fail.
  void stop();

 private:
  // Reads, and posts what it has found; or posts a failure.
  using Request = std::move_only_function<void(ReadingEngine& reader)>;

  // Runs `ask` on the reader's thread and `done` with what it gives on the owner's.
  template <typename Done, typename Ask>
  void enqueue(Done done, Ask ask);
  template <typename Done>
  void fail(Done done, const char* reason);
  void run();
  // Waits for requests; empty once stopped.
  [[nodiscard]] std::vector<Request> take();

  const std::unique_ptr<ReadingEngine> reader_;
  const PostToOwner post_to_owner_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Request> queue_;
  bool stopping_ = false;
  // Last, so that everything above is there when it starts.
  std::thread thread_;
};

}  // namespace regard::storage
