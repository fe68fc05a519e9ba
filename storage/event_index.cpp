#include "storage/event_index.hpp"

#include "storage/limits.hpp"

namespace regard::storage {

std::expected<EventIndex, observer::StoreFailure> EventIndex::prepare(Connection& connection) {
  EventIndex index;
  auto fill = connection.prepare(
      "INSERT INTO event_index SELECT recording, sequence, row FROM event"
      " WHERE row > (SELECT indexed_row FROM index_progress) ORDER BY recording, sequence");
  if (!fill) return std::unexpected(std::move(fill.error()));
  auto note_progress =
      connection.prepare("UPDATE index_progress SET indexed_row = coalesce((SELECT max(row) FROM event), 0)");
  if (!note_progress) return std::unexpected(std::move(note_progress.error()));
  const auto unindexed =
      connection.integer("SELECT coalesce((SELECT max(row) FROM event), 0) - (SELECT indexed_row FROM index_progress)");
  if (!unindexed) return std::unexpected(unindexed.error());
  index.fill_ = std::move(*fill);
  index.note_progress_ = std::move(*note_progress);
  index.unindexed_rows_ = static_cast<std::uint64_t>(*unindexed);
  return index;
}

bool EventIndex::is_overdue() const { return unindexed_rows_ >= kMaxUnindexedRows; }

Done EventIndex::catch_up(Connection& connection) {
  if (unindexed_rows_ == 0) return {};
  auto transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  if (auto filled = fill_.run(); !filled) return filled;
  if (auto noted = note_progress_.run(); !noted) return noted;
  auto committed = transaction->commit();
  if (committed) unindexed_rows_ = 0;
  return committed;
}

}  // namespace regard::storage
