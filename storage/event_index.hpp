#pragma once

#include <cstdint>
#include <expected>

#include "observer/ports/journal.hpp"
#include "storage/engine.hpp"
#include "storage/sqlite_connection.hpp"

namespace regard::storage {

// Keeps the index by recording and sequence up to date, off the acknowledging path. The thread of the connection.
class EventIndex {
 public:
  [[nodiscard]] static std::expected<EventIndex, observer::StoreFailure> prepare(Connection& connection);

  void appended(std::uint64_t row_count) { unindexed_rows_ += row_count; }
  [[nodiscard]] bool is_overdue() const;

  // Indexes what was appended since the last time: one transaction, sorted, so that neighbours in the index are written
  // one after the other.
  [[nodiscard]] Done catch_up(Connection& connection);

 private:
  Statement fill_;
  Statement note_progress_;
  std::uint64_t unindexed_rows_ = 0;
};

}  // namespace regard::storage
