#include "storage/sqlite/file_watch.hpp"

#include <sys/stat.h>

namespace regard::storage {

void FileWatch::watch(const std::string& database_path) {
  struct stat found{};
  if (::stat(database_path.c_str(), &found) != 0) return;
  database_path_ = database_path;
  files_.push_back({database_path, found.st_dev, found.st_ino});
  watch_log();
}

void FileWatch::watch_log() {
  struct stat found{};
  const std::string path = database_path_ + "-wal";
  if (::stat(path.c_str(), &found) != 0) return;
  files_.push_back({path, found.st_dev, found.st_ino});
  is_log_watched_ = true;
}

Done FileWatch::check() {
  if (files_.empty()) return {};
  if (!is_log_watched_) watch_log();
  for (const File& file : files_) {
    struct stat found{};
    const bool is_same =
        ::stat(file.path.c_str(), &found) == 0 && found.st_dev == file.device && found.st_ino == file.number;
    if (!is_same) return std::unexpected(observer::StoreFailure{file.path + " was removed or replaced while in use"});
  }
  return {};
}

}  // namespace regard::storage
