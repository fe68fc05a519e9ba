#include "storage/sqlite/event_index.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "storage/sqlite/limits.hpp"

namespace regard::storage {

Found<EventIndex> EventIndex::prepare(Connection& connection) {
  EventIndex index;
  auto insert = connection.prepare("INSERT INTO event_index VALUES (?1, ?2, ?3)");
  if (!insert) return std::unexpected(std::move(insert.error()));
  auto note_progress = connection.prepare("UPDATE index_progress SET indexed_row = ?1");
  if (!note_progress) return std::unexpected(std::move(note_progress.error()));
  auto unindexed = connection.prepare(
      "SELECT recording, sequence, row FROM event WHERE row > (SELECT indexed_row FROM index_progress) ORDER BY row");
  if (!unindexed) return std::unexpected(std::move(unindexed.error()));
  while (true) {
    auto found = unindexed->step();
    if (!found) return std::unexpected(std::move(found.error()));
    if (!*found) break;
    index.appended(unindexed->integer(0), static_cast<std::uint64_t>(unindexed->integer(1)), unindexed->integer(2));
  }
  index.insert_ = std::move(*insert);
  index.note_progress_ = std::move(*note_progress);
  return index;
}

bool EventIndex::is_overdue() const { return unindexed_.size() >= kMaxUnindexedRows; }

Done EventIndex::catch_up(Connection& connection) {
  if (unindexed_.empty()) return {};
  auto transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  note_progress_.bind(1, std::ranges::max(unindexed_, {}, &Place::row).row);
  if (auto inserted = insert_runs(); !inserted) return inserted;
  if (auto noted = note_progress_.run(); !noted) return noted;
  auto committed = transaction->commit();
  if (committed) unindexed_.clear();
  return committed;
}

Done EventIndex::insert_runs() {
  std::ranges::sort(unindexed_, {},
                    [](const Place& place) { return std::tuple{place.recording_number, place.sequence}; });
  std::span<const Place> rest(unindexed_);
  while (!rest.empty()) {
    const auto is_other = [&](const Place& place) { return place.recording_number != rest.front().recording_number; };
    const auto same_recording = static_cast<std::size_t>(std::ranges::find_if(rest, is_other) - rest.begin());
    const auto run = rest.first(std::min(same_recording, kMaxIndexRun));
    if (auto inserted = insert(run); !inserted) return inserted;
    rest = rest.subspan(run.size());
  }
  return {};
}

Done EventIndex::insert(std::span<const Place> run) {
  std::string event_rows;
  for (const Place& place : run) event_rows += (event_rows.empty() ? '[' : ',') + std::to_string(place.row);
  event_rows += ']';
  insert_.bind(1, run.front().recording_number);
  insert_.bind(2, static_cast<std::int64_t>(run.back().sequence));
  insert_.bind(3, std::string_view(event_rows));
  return insert_.run();
}

}  // namespace regard::storage
