#pragma once

#include <cstdint>
#include <expected>
#include <unordered_map>

#include "observer/event.hpp"
#include "observer/ports/journal.hpp"
#include "storage/journal/chain.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Where a recording's chain goes on.
struct ChainHead {
  // The recording's number in the table `recording`.
  std::int64_t recording_number = 0;
  // Of its newest event; 0 when it has none.
  std::uint64_t sequence = 0;
  Digest chain{};
};

// The heads of the recordings that are being written, read from the database when first needed. The thread of the
// connection. After a rolled-back transaction the heads are wrong; the store is poisoned then.
class ChainHeads {
 public:
  [[nodiscard]] static std::expected<ChainHeads, observer::StoreFailure> prepare(Connection& connection);

  // Forgets the heads if there are too many. Only while the database has all that they were moved on for: they are read
  // from there again.
  void make_room();
  // The head, for the caller to move on; a recording that is not there is entered. Within a write transaction. Valid
  // until the next call.
  [[nodiscard]] std::expected<ChainHead*, observer::StoreFailure> head_of(const observer::RecordingId& recording_id,
                                                                          EventQueries& queries);

 private:
  [[nodiscard]] std::expected<ChainHead, observer::StoreFailure> load(const observer::RecordingId& recording_id,
                                                                      EventQueries& queries);

  Statement enter_recording_;
  std::unordered_map<observer::RecordingId, ChainHead> heads_;
};

}  // namespace regard::storage
