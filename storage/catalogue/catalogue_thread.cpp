#include "storage/catalogue/catalogue_thread.hpp"

#include <sys/resource.h>

#include <utility>

#include "storage/catalogue/limits.hpp"

namespace regard::storage {

CatalogueThread::CatalogueThread(std::unique_ptr<ReadingEngine> journal, std::unique_ptr<CatalogueDatabase> database,
                                 Failed failed)
    : journal_(std::move(journal)),
      failed_(std::move(failed)),
      database_(std::move(database)),
      path_(database_->path()),
      thread_([this] { work(); }) {}

CatalogueThread::~CatalogueThread() { stop(); }

void CatalogueThread::run(Job job) {
  const char* reason = "the server is stopping";
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < kMaxQueuedJobs) {
      queue_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
    if (!stopping_) reason = "too many questions to the catalogue are waiting";
  }
  job(std::unexpected(observer::StoreFailure{reason}));
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
  // On Linux this is the calling thread's alone. Where it is not allowed, all go at the same pace.
  (void)setpriority(PRIO_PROCESS, 0, kNiceness);
  while (true) {
    for (Job& job : take()) answer(job);
    heal();
    // What it cannot do now it says to whoever asks next.
    (void)bring_up_to_date();
    const std::lock_guard lock(mutex_);
    if (stopping_ && queue_.empty()) return;
  }
}

void CatalogueThread::answer(Job& job) {
  if (auto folded = bring_up_to_date(); !folded) return job(std::unexpected(std::move(folded.error())));
  job(std::reference_wrapper<observer::CatalogueReader>(*database_));
}

bool CatalogueThread::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

Done CatalogueThread::bring_up_to_date() {
  if (database_) return database_->catch_up([](CatalogueProgress) {}, [this] { return !is_stopping(); });
  return std::unexpected(observer::StoreFailure{"the catalogue could not be made anew"});
}

void CatalogueThread::heal() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_look_ || is_stopping()) return;
  const auto fault = database_ ? database_->take_fault() : "the catalogue is gone";
  if (!fault) return;
  next_look_ = now + kBetweenLooks;
  failed_(*fault);
  if (database_ && database_->is_sound()) return;
  database_.reset();
  Done done = CatalogueDatabase::remove(path_);
  if (done) {
    auto made = CatalogueDatabase::open(path_, *journal_);
    if (made) database_ = std::move(*made);
    if (!made) done = std::unexpected(std::move(made.error()));
  }
  if (!done) failed_(done.error().reason);
}

}  // namespace regard::storage
