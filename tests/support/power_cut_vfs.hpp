#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/support/power_cut_disk.hpp"

namespace regard::support {

// An SQLite VFS on a disk in memory that can lose its power and fail:
//
//   PowerCutVfs vfs(seed);
//   auto store = SqliteStore::open({.database_path = "regard.db", .vfs = vfs.name()}, random);
//   ...
//   vfs.cut_power();      // first: closing a store would checkpoint and sync
//   store.reset();        // its file handles are dead; nothing that it does reaches the disk any more
//   store = SqliteStore::open(...)
//
// Several threads may use its files; the methods here belong to the test. Must outlive every connection made through
// it.
class PowerCutVfs {
 public:
  // The seed decides which sectors survive cuts.
  explicit PowerCutVfs(std::uint64_t seed);
  ~PowerCutVfs();
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;

  // Under which it is registered with SQLite; every instance has its own.
  [[nodiscard]] const std::string& name() const;

  void cut_power(Survivors survivors = Survivors::kSomeSectors);

  enum class Fault { kDiskFull, kWriteError, kSyncError };
  // The nth write (or sync, for kSyncError) from now on fails, once; 1 is the next one. What a failed sync should have
  // kept stays unsynced.
  void fail(Fault fault, int nth);
  // Whether the fault that was ordered last has happened.
  [[nodiscard]] bool has_failed() const;

  // Syncs of any file so far.
  [[nodiscard]] std::uint64_t sync_count() const;

  // For the functions that SQLite calls.
  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace regard::support
