#include "storage/evidence/evidence_thread.hpp"

#include <sys/resource.h>

#include <utility>

namespace regard::storage {
namespace {

// The least urgent of all.
constexpr int kNiceness = 19;

}  // namespace

EvidenceThread::EvidenceThread(Evidence::Parts parts) : evidence_(std::move(parts)), thread_([this] { work(); }) {}

EvidenceThread::~EvidenceThread() { stop(); }

void EvidenceThread::run(Job job) {
  const char* reason = "the server is stopping";
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < kMaxQueuedProofs) {
      queue_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
    if (!stopping_) reason = "too many questions to the evidence are waiting";
  }
  job(std::unexpected(observer::StoreFailure{reason}));
}

void EvidenceThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool EvidenceThread::goes_on() {
  const std::lock_guard lock(mutex_);
  return !stopping_;
}

std::vector<EvidenceThread::Job> EvidenceThread::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kTreePause, [this] { return stopping_ || !queue_.empty(); });
  return std::exchange(queue_, {});
}

void EvidenceThread::work() {
  // On Linux this is the calling thread's alone. Where it is not allowed, all go at the same pace.
  (void)setpriority(PRIO_PROCESS, 0, kNiceness);
  const auto asked_to_go_on = [this] { return goes_on(); };
  while (goes_on()) {
    evidence_.step(asked_to_go_on);
    for (Job& job : take()) job(std::ref(evidence_));
  }
  for (Job& job : take()) job(std::ref(evidence_));
  evidence_.finish();
}

}  // namespace regard::storage
