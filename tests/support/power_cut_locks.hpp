#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace regard::support {

// What all connections to one file share besides its bytes: SQLite's file locks, and the shared memory of the
// write-ahead log with its locks. All connections are of this process. Answers are SQLite's codes.
class PowerCutLocks {
 public:
  // What one connection holds; belongs to the connection and is zero when it begins.
  struct Held {
    int level = SQLITE_LOCK_NONE;
    std::array<bool, SQLITE_SHM_NLOCK> shm_shared{};
    std::array<bool, SQLITE_SHM_NLOCK> shm_exclusive{};
  };

  [[nodiscard]] int lock(Held& held, int level);
  void unlock(Held& held, int level);
  [[nodiscard]] bool is_reserved() const { return writer_ != nullptr; }

  // A region of the shared memory; null when it is not there and `extend` is false.
  [[nodiscard]] void* region(std::size_t index, std::size_t bytes, bool extend);
  void forget_regions() { regions_.clear(); }
  [[nodiscard]] int shm_lock(Held& held, int first, int count, int flags);

 private:
  int shared_count_ = 0;
  // The connection that is RESERVED or more; null when none is.
  const Held* writer_ = nullptr;
  bool is_pending_ = false;

  struct ShmSlot {
    int shared_count = 0;
    bool is_exclusive = false;
  };
  std::array<ShmSlot, SQLITE_SHM_NLOCK> slots_{};
  std::vector<std::vector<std::uint8_t>> regions_;
};

}  // namespace regard::support
