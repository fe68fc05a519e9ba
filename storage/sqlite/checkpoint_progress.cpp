#include "storage/sqlite/checkpoint_progress.hpp"

#include <sqlite3.h>

#include <cstddef>

namespace regard::storage {
namespace {

// The log's index, which all programs share (sqlite.org/walformat.html, "The WAL-Index File Format"), in words of four
// bytes.
constexpr int kRegionBytes = 32768;
constexpr std::size_t kSalt = 8;
constexpr std::size_t kDone = 24;
constexpr std::size_t kAttempted = 32;

}  // namespace

// Through SQLite, which has it mapped: a file of our own on it would, when closed, drop the locks that SQLite holds.
CheckpointProgress checkpoint_progress(sqlite3* handle) {
  // Of an index that cannot be had nothing is known.
  constexpr CheckpointProgress kUnknown{.attempted = 1};
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) != SQLITE_OK) {
    return kUnknown;
  }
  void volatile* region = nullptr;
  if (file->pMethods->xShmMap(file, 0, kRegionBytes, 0, &region) != SQLITE_OK || region == nullptr) return kUnknown;
  const auto* words = static_cast<const volatile std::uint32_t*>(region);
  const std::uint64_t first_salt = words[kSalt];
  return {.log_salt = first_salt << 32U | words[kSalt + 1], .attempted = words[kAttempted], .done = words[kDone]};
}

}  // namespace regard::storage
