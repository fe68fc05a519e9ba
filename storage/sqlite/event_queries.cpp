#include "storage/sqlite/event_queries.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/sqlite/event_row.hpp"
#include "storage/sqlite/limits.hpp"

namespace regard::storage {
namespace {

// The part of a recording that the index knows, in its order: json_each walks an array from the front, and asking for
// that order in words would make SQLite sort all the rest of the recording first.
constexpr std::string_view kFromIndexed =
    " FROM event_index CROSS JOIN json_each(event_index.event_rows) AS entry"
    " CROSS JOIN event ON event.row = entry.value"
    " WHERE event_index.recording = ?1 AND event_index.last_sequence > ?2 AND event.sequence > ?2"
    " ORDER BY event_index.last_sequence";
// The rows after it, of which there are about kMaxUnindexedRows: few enough to look at each.
constexpr std::string_view kFromUnindexed =
    " FROM event WHERE event.row > (SELECT indexed_row FROM index_progress)"
    " AND event.recording = ?1 AND event.sequence > ?2 ORDER BY event.row";

// SQLite numbers rows from 1 on.
constexpr std::int64_t kNoRecording = 0;

constexpr std::string_view kNewestIndexed =
    "SELECT event.sequence, event.chain FROM event_index"
    " CROSS JOIN event ON event.row = json_extract(event_index.event_rows, '$[#-1]')"
    " WHERE event_index.recording = ?1 ORDER BY event_index.last_sequence DESC LIMIT 1";
constexpr std::string_view kNewestUnindexed =
    "SELECT sequence, chain FROM event WHERE row > (SELECT indexed_row FROM index_progress)"
    " AND recording = ?1 ORDER BY row DESC LIMIT 1";

constexpr std::string_view kFindUnindexed =
    ", event.row FROM event WHERE row > (SELECT indexed_row FROM index_progress)"
    " AND recording = ?1 AND sequence = ?2 LIMIT 1";
constexpr std::string_view kFindIndexed =
    ", event.row FROM event_index CROSS JOIN json_each(event_index.event_rows) AS entry"
    " CROSS JOIN event ON event.row = entry.value"
    " WHERE event_index.recording = ?1 AND event_index.last_sequence >= ?2 AND event.sequence = ?2"
    " ORDER BY event_index.last_sequence LIMIT 1";

constexpr std::string_view kFamily =
    "SELECT recording_id FROM recording"
    " WHERE family = (SELECT family FROM recording WHERE recording_id = ?1) ORDER BY number";

// "AND event.kind IN (1, 2)", or nothing.
std::string of_kinds(const std::vector<std::uint32_t>& kinds) {
  std::string list;
  for (const std::uint32_t kind : kinds) list += (list.empty() ? "" : ", ") + std::to_string(kind);
  return list.empty() ? list : " AND event.kind IN (" + list + ")";
}

}  // namespace

Found<EventQueries> EventQueries::prepare(Connection& connection) {
  EventQueries queries;
  const std::string page = "SELECT " + std::string(kEventColumns);
  const std::array<std::pair<Statement*, std::string>, 9> wanted = {{
      {&queries.number_, "SELECT number FROM recording WHERE recording_id = ?1"},
      {&queries.family_, std::string(kFamily)},
      {&queries.indexed_page_, page + std::string(kFromIndexed)},
      {&queries.unindexed_page_, page + std::string(kFromUnindexed)},
      {&queries.newest_indexed_, std::string(kNewestIndexed)},
      {&queries.newest_unindexed_, std::string(kNewestUnindexed)},
      {&queries.newest_, "SELECT row, header FROM event ORDER BY row DESC LIMIT 1"},
      {&queries.find_unindexed_, page + std::string(kFindUnindexed)},
      {&queries.find_indexed_, page + std::string(kFindIndexed)},
  }};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = connection.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return queries;
}

Found<std::int64_t> EventQueries::number_of(const observer::RecordingId& recording_id) {
  number_.bind(1, Bytes(recording_id.bytes));
  auto found = number_.step();
  if (!found) return std::unexpected(std::move(found.error()));
  const std::int64_t number = *found ? number_.integer(0) : kNoRecording;
  number_.reset();
  return number;
}

Found<std::vector<observer::RecordingId>> EventQueries::read_family(const observer::RecordingId& recording_id) {
  std::vector<observer::RecordingId> members;
  family_.bind(1, Bytes(recording_id.bytes));
  while (true) {
    auto row = family_.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return members;
    members.push_back({family_.fixed_bytes<16>(0)});
  }
}

Found<bool> EventQueries::fill(observer::Journal::Page& page, Statement& query, std::size_t limit) {
  std::size_t payload_bytes = 0;
  while (page.size() < limit && payload_bytes < kMaxPageBytes) {
    auto row = query.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return true;
    page.push_back(event_in(query));
    if (page.back().payload) payload_bytes += page.back().payload->size();
  }
  query.reset();
  return false;
}

Found<observer::Journal::Page> EventQueries::read(Connection& connection, const observer::RecordingId& recording_id,
                                                  std::uint64_t after_sequence, std::size_t limit) {
  limit = std::min(limit, kMaxPageEvents);
  // One transaction, or rows could move from the unindexed part to the indexed one between the two queries.
  auto transaction = Transaction::begin(connection, Transaction::Kind::kRead);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  const auto number = number_of(recording_id);
  if (!number) return std::unexpected(number.error());
  observer::Journal::Page page;
  for (Statement* query : {&indexed_page_, &unindexed_page_}) {
    query->bind(1, *number);
    query->bind(2, static_cast<std::int64_t>(after_sequence));
    auto has_room = fill(page, *query, limit);
    if (!has_room) return std::unexpected(std::move(has_room.error()));
    if (!*has_room) break;
  }
  return page;
}

Found<std::optional<Head>> EventQueries::head(const observer::RecordingId& recording_id) {
  const auto number = number_of(recording_id);
  if (!number) return std::unexpected(number.error());
  if (*number == kNoRecording) return std::nullopt;
  for (Statement* query : {&newest_unindexed_, &newest_indexed_}) {
    query->bind(1, *number);
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) continue;
    const Head head{static_cast<std::uint64_t>(query->integer(0)), query->fixed_bytes<kDigestBytes>(1)};
    query->reset();
    return head;
  }
  return std::nullopt;
}

Found<std::optional<LocatedEvent>> EventQueries::find(const observer::RecordingId& recording_id,
                                                      std::uint64_t sequence) {
  const auto number = number_of(recording_id);
  if (!number) return std::unexpected(number.error());
  // In this order a row that is being indexed in between is found in one of the two.
  for (Statement* query : {&find_unindexed_, &find_indexed_}) {
    query->bind(1, *number);
    query->bind(2, static_cast<std::int64_t>(sequence));
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) continue;
    LocatedEvent located{query->integer(kEventColumnCount), stored_in(*query)};
    query->reset();
    return located;
  }
  return std::nullopt;
}

Found<Position> EventQueries::newest_position() {
  auto row = newest_.step();
  if (!row) return std::unexpected(std::move(row.error()));
  const Position position = *row ? newest_.integer(0) : 0;
  newest_.reset();
  return position;
}

Found<std::int64_t> EventQueries::newest_stamp_ns() {
  auto row = newest_.step();
  if (!row) return std::unexpected(std::move(row.error()));
  const auto header = *row ? read_canonical_header(newest_.text(1)) : std::nullopt;
  newest_.reset();
  return header ? header->server_mono_ns : 0;
}

namespace {

// `sql` selects from `event` what lies after ?1; `visit` gives the position of a row. In one read transaction.
Found<Position> walk_rows(Connection& connection, const std::string& sql, Position after, std::size_t limit,
                          const auto& visit) {
  auto transaction = Transaction::begin(connection, Transaction::Kind::kRead);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  auto newest = connection.integer("SELECT max(row) FROM event");
  if (!newest) return std::unexpected(std::move(newest.error()));
  auto query = connection.prepare(sql);
  if (!query) return std::unexpected(std::move(query.error()));
  query->bind(1, after);
  Position position = after;
  for (std::size_t count = 0; count < limit; ++count) {
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return std::max(*newest, after);
    position = visit(*query);
  }
  return position;
}

}  // namespace

Found<Position> walk_events(Connection& connection, const Walk& walk, const Visitor& visitor) {
  const std::string sql = "SELECT " + std::string(kEventColumns) + ", event.row FROM event WHERE event.row > ?1" +
                          of_kinds(walk.kinds) + " ORDER BY event.row";
  return walk_rows(connection, sql, walk.after, walk.limit, [&](const Statement& row) {
    const Position position = row.integer(kEventColumnCount);
    visitor(position, stored_in(row));
    return position;
  });
}

Found<Position> walk_links(Connection& connection, Position after, std::size_t limit, const LinkVisitor& visitor) {
  constexpr const char* kLinks = "SELECT row, kind, chain FROM event WHERE row > ?1 ORDER BY row";
  return walk_rows(connection, kLinks, after, limit, [&](const Statement& row) {
    visitor(row.integer(0), static_cast<std::uint32_t>(row.integer(1)), row.fixed_bytes<kDigestBytes>(2));
    return row.integer(0);
  });
}

}  // namespace regard::storage
