#pragma once

#include <cstdint>

struct sqlite3;

namespace regard::storage {

// How far checkpoints of a database have come, whoever makes them: this program or another.
struct CheckpointProgress {
  // Is another one whenever the log begins anew.
  std::uint64_t log_salt = 0;
  // Of the log's frames. Attempted is said before the first of them is written to the database; done, after the last.
  std::uint32_t attempted = 0;
  std::uint32_t done = 0;

  [[nodiscard]] bool is_under_way() const { return attempted != done; }
  bool operator==(const CheckpointProgress&) const = default;
};

// Of the connection's main database, which is in WAL mode. Its thread.
[[nodiscard]] CheckpointProgress checkpoint_progress(sqlite3* handle);

}  // namespace regard::storage
