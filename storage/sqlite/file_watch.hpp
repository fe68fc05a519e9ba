#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/checkpoint_progress.hpp"

namespace regard::storage {

// Notices when a database's files are removed, renamed or replaced while they are open: whatever is written from then
// on is gone when they are closed. And when the database is written over, by a backup that is copied onto it: only
// checkpoints write it, whoever makes them, so that a change without one is none of SQLite's. Look before each write
// and after it: what is copied between two looks between which a checkpoint was made, or the log began anew, is not
// noticed; nor is what is as long as the database and copied within the few milliseconds by which the file system tells
// one moment from the next, nor what is copied while a checkpoint that did not end waits for the next. The thread of
// the connection.
class FileWatch {
 public:
  // From now on; does nothing for a database that is no file of the system's. `handle` is open on it, and outlives this
  // object.
  void watch(const std::string& database_path, sqlite3* handle);
  // The failure names the file; the log is then left as it is when the connection is closed.
  [[nodiscard]] Done check();

 private:
  struct File {
    std::string path;
    dev_t device = 0;
    ino_t number = 0;
  };
  // When the database was written last.
  struct Written {
    off_t size = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool operator==(const Written&) const = default;
  };
  [[nodiscard]] static Written last_write(const std::string& path);
  [[nodiscard]] Done compare();
  // The log is made with the first write.
  void watch_log();
  [[nodiscard]] bool is_written_over();

  std::string database_path_;
  sqlite3* handle_ = nullptr;
  std::vector<File> files_;
  bool is_log_watched_ = false;
  // What was seen last. The database is no older than the progress.
  CheckpointProgress progress_;
  Written written_;
};

}  // namespace regard::storage
