#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>

#include "observer/ports/journal.hpp"
#include "storage/journal/chain_walk.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// What is read of events, on a writing or a read-only connection. The thread of the connection.
class EventQueries {
 public:
  [[nodiscard]] static std::expected<EventQueries, observer::StoreFailure> prepare(Connection& connection);

  // See ReadingEngine::read. `connection` is the one that the queries were prepared on.
  [[nodiscard]] std::expected<observer::Journal::Page, observer::StoreFailure> read(
      Connection& connection, const observer::RecordingId& recording_id, std::uint64_t after_sequence,
      std::size_t limit);

  // The newest committed event of a recording; none when it has none.
  struct Newest {
    std::int64_t recording_number = 0;
    std::uint64_t sequence = 0;
    Digest chain{};
  };
  [[nodiscard]] std::expected<std::optional<Newest>, observer::StoreFailure> newest(
      const observer::RecordingId& recording_id);

 private:
  [[nodiscard]] std::expected<std::int64_t, observer::StoreFailure> number_of(const observer::RecordingId& id);
  // Appends to the page what the query finds. False when the page is full.
  [[nodiscard]] std::expected<bool, observer::StoreFailure> fill(observer::Journal::Page& page, Statement& query,
                                                                 const observer::RecordingId& recording_id,
                                                                 std::size_t limit);

  Statement recording_number_;
  Statement indexed_page_;
  Statement unindexed_page_;
  Statement newest_indexed_;
  Statement newest_unindexed_;
};

using StoredEventVisitor = std::function<void(StoredEvent)>;

// Walks the journal in commit order, in one read transaction.
[[nodiscard]] Done for_each_stored(Connection& connection, const StoredEventVisitor& visitor);

}  // namespace regard::storage
