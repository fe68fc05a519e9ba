#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "observer/ports/journal.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Keeps the index by recording and sequence up to date, off the acknowledging path. The thread of the connection.
class EventIndex {
 public:
  [[nodiscard]] static Found<EventIndex> prepare(Connection& connection);

  // The event was appended as this row. After a rolled-back transaction this is wrong; the store is poisoned then.
  void appended(std::int64_t recording_number, std::uint64_t sequence, std::int64_t row) {
    unindexed_.push_back({recording_number, sequence, row});
  }
  [[nodiscard]] bool is_overdue() const;

  // Indexes what was appended since the last time: one transaction, sorted, so that neighbours in the index are written
  // one after the other, and as few entries as possible.
  [[nodiscard]] Done catch_up(Connection& connection);

 private:
  // Where an event is.
  struct Place {
    std::int64_t recording_number = 0;
    std::uint64_t sequence = 0;
    std::int64_t row = 0;
  };
  [[nodiscard]] Done insert_runs();
  [[nodiscard]] Done insert(std::span<const Place> run);

  Statement insert_;
  Statement note_progress_;
  // From memory: reading the rows back would cost more than appending them did.
  std::vector<Place> unindexed_;
};

}  // namespace regard::storage
