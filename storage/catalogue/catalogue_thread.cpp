#include "storage/catalogue/catalogue_thread.hpp"

#include <utility>

#include "storage/catalogue/limits.hpp"

namespace regard::storage {

CatalogueThread::CatalogueThread(std::unique_ptr<ReadingEngine> journal, std::unique_ptr<CatalogueDatabase> database)
    : journal_(std::move(journal)), database_(std::move(database)), thread_([this] { work(); }) {}

CatalogueThread::~CatalogueThread() { stop(); }

void CatalogueThread::run(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < kMaxQueuedJobs) {
      queue_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
  }
  job(std::unexpected(observer::StoreFailure{"too many questions to the catalogue are waiting"}));
}

void CatalogueThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

std::vector<CatalogueThread::Job> CatalogueThread::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kIdleBeforeFolding, [this] { return stopping_ || !queue_.empty(); });
  return std::exchange(queue_, {});
}

void CatalogueThread::work() {
  while (true) {
    for (Job& job : take()) answer(job);
    // What it cannot do now it says to whoever asks next.
    (void)database_->catch_up();
    const std::lock_guard lock(mutex_);
    if (stopping_ && queue_.empty()) return;
  }
}

void CatalogueThread::answer(Job& job) {
  if (auto folded = database_->catch_up(); !folded) return job(std::unexpected(std::move(folded.error())));
  job(std::reference_wrapper<observer::CatalogueReader>(*database_));
}

}  // namespace regard::storage
