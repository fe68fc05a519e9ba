#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "storage/journal/engine.hpp"

namespace regard::storage {

// Notices when a database's files are removed, renamed or replaced while they are open: whatever is written from then
// on is gone when they are closed. The thread of the connection.
class FileWatch {
 public:
  // From now on; does nothing for a database that is no file of the system's.
  void watch(const std::string& database_path);
  // The failure names the file.
  [[nodiscard]] Done check();

 private:
  struct File {
    std::string path;
    dev_t device = 0;
    ino_t number = 0;
  };
  // The log is made with the first write.
  void watch_log();

  std::string database_path_;
  std::vector<File> files_;
  bool is_log_watched_ = false;
};

}  // namespace regard::storage
