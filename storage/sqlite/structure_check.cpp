#include "storage/sqlite/structure_check.hpp"

#include <utility>

#include "storage/sqlite/limits.hpp"

namespace regard::storage {
namespace {

using Faults = std::vector<std::string>;

// SQLite's own opinion of the file: pages, order of keys, checks and unique columns.
Done check_file(Connection& connection, Faults& faults) {
  auto query = connection.prepare("PRAGMA integrity_check(" + std::to_string(kMaxStructureFaults) + ")");
  if (!query) return std::unexpected(std::move(query.error()));
  while (true) {
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return {};
    if (std::string finding = query->text(0); finding != "ok") faults.push_back(std::move(finding));
  }
}

// The chain covers the header; the columns beside it must say the same.
Done check_columns(Connection& connection, Faults& faults) {
  const auto wrong = connection.integer(
      "SELECT count(*) FROM event LEFT JOIN recording ON recording.number = event.recording"
      " WHERE recording.recording_id IS NOT regard_header(event.header, 'recording_id')"
      " OR event.sequence IS NOT regard_header(event.header, 'sequence')"
      " OR event.kind IS NOT regard_header(event.header, 'kind')");
  if (!wrong) return std::unexpected(wrong.error());
  if (*wrong != 0) faults.push_back(std::to_string(*wrong) + " events lie under another place or kind than their own");
  return {};
}

// A marking that was moved to another family would be sealed by the wrong interview.
Done check_families(Connection& connection, Faults& faults) {
  const auto wrong = connection.integer(
      "SELECT count(*) FROM recording LEFT JOIN recording AS first ON first.number = recording.family"
      " WHERE first.family IS NOT recording.family");
  if (!wrong) return std::unexpected(wrong.error());
  if (*wrong != 0) faults.push_back(std::to_string(*wrong) + " recordings are of a family that is none");
  return {};
}

// The index must name exactly the rows up to index_progress, each once and in the place of its recording and sequence.
Done check_index(Connection& connection, Faults& faults) {
  auto query = connection.prepare(
      "SELECT count(*) - count(DISTINCT event.row),"
      " (SELECT count(*) FROM event WHERE row <= (SELECT indexed_row FROM index_progress)) - count(DISTINCT event.row)"
      " FROM event_index CROSS JOIN json_each(event_index.event_rows) AS entry"
      " LEFT JOIN event ON event.row = entry.value AND event.recording = event_index.recording AND event.sequence ="
      " event_index.last_sequence - json_array_length(event_index.event_rows) + 1 + entry.key"
      " AND event.row <= (SELECT indexed_row FROM index_progress)");
  if (!query) return std::unexpected(std::move(query.error()));
  if (auto row = query->step(); !row) return std::unexpected(std::move(row.error()));
  const std::int64_t wrong = query->integer(0);
  const std::int64_t missing = query->integer(1);
  if (wrong != 0) {
    faults.push_back(std::to_string(wrong) + " places of the index name a wrong event, or one named before");
  }
  if (missing != 0) faults.push_back(std::to_string(missing) + " events are missing from the index");
  return {};
}

}  // namespace

Found<Faults> check_structure(Connection& connection) {
  // One transaction: a server that goes on writing meanwhile changes nothing under the check.
  auto transaction = Transaction::begin(connection, Transaction::Kind::kRead);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  Faults faults;
  for (const auto check : {check_file, check_columns, check_families, check_index}) {
    if (auto checked = check(connection, faults); !checked) return std::unexpected(std::move(checked.error()));
  }
  return faults;
}

}  // namespace regard::storage
