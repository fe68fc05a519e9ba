#include "storage/sqlite/file_watch.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

namespace regard::storage {

void FileWatch::watch(const std::string& database_path, sqlite3* handle) {
  struct stat found{};
  if (::stat(database_path.c_str(), &found) != 0) return;
  database_path_ = database_path;
  handle_ = handle;
  files_.push_back({database_path, found.st_dev, found.st_ino});
  watch_log();
  // Behind a crash one counts as under way until one is made; if it fails, that is no matter.
  (void)sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  progress_ = checkpoint_progress(handle_);
  written_ = last_write(database_path_);
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
  Done done = compare();
  // What the log holds is not of the file that is there now.
  if (!done) sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return done;
}

Done FileWatch::compare() {
  if (!is_log_watched_) watch_log();
  const auto replaced = [](const std::string& path) {
    return std::unexpected(observer::StoreFailure{path + " was removed or replaced while in use"});
  };
  for (const File& file : files_) {
    struct stat found{};
    const bool is_same =
        ::stat(file.path.c_str(), &found) == 0 && found.st_dev == file.device && found.st_ino == file.number;
    if (!is_same) return replaced(file.path);
  }
  if (!is_written_over()) return {};
  return std::unexpected(observer::StoreFailure{
      database_path_ + " was written over while in use: stop the server and, if it is to be a backup, remove " +
      database_path_ + "-wal and " + database_path_ + "-shm before it is copied there again"});
}

// A checkpoint of another program may begin or end between any two of these lines: what it has written by the look at
// the database is in the progress that is read after it, and of the progress that is read before it all is written.
bool FileWatch::is_written_over() {
  const CheckpointProgress before = checkpoint_progress(handle_);
  const Written now = last_write(database_path_);
  const CheckpointProgress after = checkpoint_progress(handle_);
  const bool was_checkpointed = after != progress_ || after.is_under_way();
  if (now != written_ && !was_checkpointed) return true;
  progress_ = before;
  written_ = now;
  return false;
}

FileWatch::Written FileWatch::last_write(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return {};  // Removed this moment: the next look says so.
  return {found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

}  // namespace regard::storage
