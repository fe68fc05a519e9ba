#include "storage/sqlite/event_queries.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/journal/limits.hpp"
#include "storage/sqlite/event_row.hpp"

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

}  // namespace

std::expected<EventQueries, observer::StoreFailure> EventQueries::prepare(Connection& connection) {
  EventQueries queries;
  const std::string page = "SELECT " + std::string(kEventColumns);
  const std::array<std::pair<Statement*, std::string>, 5> wanted = {{
      {&queries.recording_number_, "SELECT number FROM recording WHERE recording_id = ?1"},
      {&queries.indexed_page_, page + std::string(kFromIndexed)},
      {&queries.unindexed_page_, page + std::string(kFromUnindexed)},
      {&queries.newest_indexed_, std::string(kNewestIndexed)},
      {&queries.newest_unindexed_, std::string(kNewestUnindexed)},
  }};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = connection.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return queries;
}

std::expected<std::int64_t, observer::StoreFailure> EventQueries::number_of(const observer::RecordingId& id) {
  recording_number_.bind(1, Bytes(id.bytes));
  auto found = recording_number_.step();
  if (!found) return std::unexpected(std::move(found.error()));
  const std::int64_t number = *found ? recording_number_.integer(0) : kNoRecording;
  recording_number_.reset();
  return number;
}

std::expected<bool, observer::StoreFailure> EventQueries::fill(observer::Journal::Page& page, Statement& query,
                                                               const observer::RecordingId& recording_id,
                                                               std::size_t limit) {
  std::size_t payload_bytes = 0;
  while (page.size() < limit && payload_bytes < kMaxPageBytes) {
    auto row = query.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return true;
    page.push_back(event_in(query, recording_id));
    payload_bytes += page.back().payload.size();
  }
  query.reset();
  return false;
}

std::expected<observer::Journal::Page, observer::StoreFailure> EventQueries::read(
    Connection& connection, const observer::RecordingId& recording_id, std::uint64_t after_sequence,
    std::size_t limit) {
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
    auto has_room = fill(page, *query, recording_id, limit);
    if (!has_room) return std::unexpected(std::move(has_room.error()));
    if (!*has_room) break;
  }
  return page;
}

std::expected<std::optional<EventQueries::Newest>, observer::StoreFailure> EventQueries::newest(
    const observer::RecordingId& recording_id) {
  const auto number = number_of(recording_id);
  if (!number) return std::unexpected(number.error());
  if (*number == kNoRecording) return std::nullopt;
  for (Statement* query : {&newest_unindexed_, &newest_indexed_}) {
    query->bind(1, *number);
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) continue;
    const Newest newest{*number, static_cast<std::uint64_t>(query->integer(0)), query->fixed_bytes<kDigestBytes>(1)};
    query->reset();
    return newest;
  }
  return std::nullopt;
}

Done for_each_stored(Connection& connection, const StoredEventVisitor& visitor) {
  auto query = connection.prepare("SELECT " + std::string(kEventColumns) +
                                  ", recording.recording_id FROM event"
                                  " LEFT JOIN recording ON recording.number = event.recording ORDER BY event.row");
  if (!query) return std::unexpected(std::move(query.error()));
  while (true) {
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return {};
    visitor(stored_in(*query, {query->fixed_bytes<16>(kEventColumnCount)}));
  }
}

}  // namespace regard::storage
