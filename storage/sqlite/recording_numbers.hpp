#pragma once

#include <cstdint>
#include <unordered_map>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// The numbers under which the tables know recordings. The thread of the connection. After a rolled-back transaction
// they are wrong; the store is poisoned then.
class RecordingNumbers {
 public:
  [[nodiscard]] static Found<RecordingNumbers> prepare(Connection& connection);

  // Of the event's recording; one that begins with it is entered. Within a write transaction.
  [[nodiscard]] Found<std::int64_t> number_for(const observer::StampedEvent& event);
  // 0 when there is no such recording.
  [[nodiscard]] Found<std::int64_t> number_of(const observer::RecordingId& recording_id);

 private:
  [[nodiscard]] Found<std::int64_t> enter(const observer::StampedEvent& event);

  Statement find_;
  Statement enter_first_;
  Statement enter_;
  std::unordered_map<observer::RecordingId, std::int64_t> numbers_;
};

}  // namespace regard::storage
