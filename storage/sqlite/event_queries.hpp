#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/recording_numbers.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// What is read of events, on a writing or a read-only connection. The thread of the connection.
class EventQueries {
 public:
  [[nodiscard]] static Found<EventQueries> prepare(Connection& connection);

  // See ReadingEngine. `connection` is the one that the queries were prepared on.
  [[nodiscard]] Found<observer::Journal::Page> read(Connection& connection, const observer::RecordingId& recording_id,
                                                    std::uint64_t after_sequence, std::size_t limit);
  [[nodiscard]] Found<std::vector<observer::RecordingId>> read_family(const observer::RecordingId& recording_id);

  [[nodiscard]] Found<std::optional<Head>> head(const observer::RecordingId& recording_id);
  [[nodiscard]] Found<std::optional<LocatedEvent>> find(const observer::RecordingId& recording_id,
                                                        std::uint64_t sequence);
  [[nodiscard]] Found<Position> newest_position();
  // 0 when there is no event.
  [[nodiscard]] Found<std::int64_t> newest_stamp_ns();

 private:
  [[nodiscard]] Found<std::int64_t> number_of(const observer::RecordingId& recording_id);
  // Appends to the page what the query finds. False when the page is full.
  [[nodiscard]] static Found<bool> fill(observer::Journal::Page& page, Statement& query, std::size_t limit);

  Statement number_;
  Statement family_;
  Statement indexed_page_;
  Statement unindexed_page_;
  Statement newest_indexed_;
  Statement newest_unindexed_;
  Statement newest_;
  Statement find_unindexed_;
  Statement find_indexed_;
};

// Walks the journal in commit order, in one read transaction.
[[nodiscard]] Found<Position> walk_events(Connection& connection, const Walk& walk, const Visitor& visitor);
[[nodiscard]] Found<Position> walk_links(Connection& connection, Position after, std::size_t limit,
                                         const LinkVisitor& visitor);

}  // namespace regard::storage
