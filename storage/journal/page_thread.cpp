#include "storage/journal/page_thread.hpp"

#include <utility>

#include "storage/journal/limits.hpp"

namespace regard::storage {

PageThread::PageThread(std::unique_ptr<ReadingEngine> reader, PostToOwner post_to_owner)
    : reader_(std::move(reader)), post_to_owner_(std::move(post_to_owner)), thread_([this] { run(); }) {}

PageThread::~PageThread() { stop(); }

template <typename Done, typename Ask>
void PageThread::enqueue(Done done, Ask ask) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail(std::move(done), "the journal is stopped");
    if (queue_.size() >= kMaxQueuedReads) return fail(std::move(done), "too many reads of the journal are waiting");
    queue_.emplace_back([this, done = std::move(done), ask = std::move(ask)](ReadingEngine& reader) mutable {
      post_to_owner_([done = std::move(done), found = ask(reader)]() mutable { done(std::move(found)); });
    });
  }
  wake_.notify_one();
}

template <typename Done>
void PageThread::fail(Done done, const char* reason) {
  post_to_owner_([done = std::move(done), reason]() mutable { done(std::unexpected(observer::StoreFailure{reason})); });
}

void PageThread::read(const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit,
                      observer::Journal::PageRead done) {
  enqueue(std::move(done), [=](ReadingEngine& reader) { return reader.read(recording_id, after_sequence, limit); });
}

void PageThread::read_family(const observer::RecordingId& recording_id, observer::Journal::FamilyRead done) {
  enqueue(std::move(done), [=](ReadingEngine& reader) { return reader.read_family(recording_id); });
}

void PageThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

std::vector<PageThread::Request> PageThread::take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  return std::exchange(queue_, {});
}

void PageThread::run() {
  for (auto requests = take(); !requests.empty(); requests = take()) {
    for (Request& request : requests) request(*reader_);
  }
}

}  // namespace regard::storage
