#pragma once

#include <condition_variable>
#include <expected>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/evidence/evidence.hpp"

namespace regard::storage {

// Runs the evidence on a thread of its own, which has what the others leave. run() is the owner's thread's.
class EvidenceThread {
 public:
  explicit EvidenceThread(Evidence::Parts parts);
  // Stops, if that was not done.
  ~EvidenceThread();
  EvidenceThread(const EvidenceThread&) = delete;
  EvidenceThread& operator=(const EvidenceThread&) = delete;

  // On the evidence's thread, in the order of the calls. The failure: too many wait, or it was stopped; then at once.
  using Job = std::move_only_function<void(std::expected<std::reference_wrapper<Evidence>, observer::StoreFailure>)>;
  void run(Job job);

  // Runs the jobs that wait, takes what is new and signs it, then ends the thread. Blocks until then.
  void stop();

 private:
  void work();
  [[nodiscard]] std::vector<Job> take();
  [[nodiscard]] bool goes_on();

  Evidence evidence_;
  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::vector<Job> queue_;
  bool stopping_ = false;
  // Last, so that everything above is there when it starts.
  std::thread thread_;
};

}  // namespace regard::storage
