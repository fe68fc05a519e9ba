#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "observer/ports/catalogue.hpp"
#include "storage/catalogue/catalogue_database.hpp"
#include "storage/journal/engine.hpp"

namespace regard::storage {

// Answers from the catalogue on a thread of its own, and keeps it up to date: before a job it folds whatever was
// committed when the job was handed over, and now and then by itself. A catalogue that turns out to be damaged is made
// anew; who asks meanwhile waits. run() is the owner's thread's.
class CatalogueThread final : public observer::Catalogue {
 public:
  // Is told, on the catalogue's thread, what failed.
  using Failed = std::function<void(const std::string& reason)>;

  // The reader is the catalogue's own, and the one that it was opened with.
  CatalogueThread(std::unique_ptr<ReadingEngine> journal, std::unique_ptr<CatalogueDatabase> database, Failed failed);
  // Stops, if that was not done.
  ~CatalogueThread() override;
  CatalogueThread(const CatalogueThread&) = delete;
  CatalogueThread& operator=(const CatalogueThread&) = delete;

  // Beyond the port: when kMaxQueuedJobs wait already, or it was stopped, the job is run with a failure at once.
  void run(Job job) override;

  // Runs the jobs that wait, then ends the thread. Blocks until then. What is not folded yet is left for the next
  // start: a job that would have needed it is run with a failure.
  void stop();

 private:
  void work();
  // Waits for jobs; empty once stopped, or when it is time to fold without being asked.
  [[nodiscard]] std::vector<Job> take();
  void answer(Job& job);
  [[nodiscard]] bool is_stopping();
  [[nodiscard]] Done bring_up_to_date();
  // Looks into what failed, and makes the catalogue anew if it is damaged or gone.
  void heal();

  const std::unique_ptr<ReadingEngine> journal_;
  const Failed failed_;
  // The thread's own. Null when it could not be made anew.
  std::unique_ptr<CatalogueDatabase> database_;
  const std::string path_;
  std::chrono::steady_clock::time_point next_look_;

  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::vector<Job> queue_;
  bool stopping_ = false;
  // Last, so that everything above is there when it starts.
  std::thread thread_;
};

}  // namespace regard::storage
