#include "storage/sqlite/verify.hpp"

#include <sodium.h>

#include "storage/journal/limits.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/schema.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {
namespace {

void add_structure_fault(VerifyReport& report, std::string fault) {
  ++report.fault_count;
  if (report.structure_faults.size() < kMaxListedFaults) report.structure_faults.push_back(std::move(fault));
}

// SQLite's own opinion of the file: pages, order of keys, checks and unique columns.
Done check_file(Connection& connection, VerifyReport& report) {
  auto query = connection.prepare("PRAGMA integrity_check");
  if (!query) return std::unexpected(std::move(query.error()));
  while (true) {
    auto row = query->step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return {};
    if (const std::string finding = query->text(0); finding != "ok") add_structure_fault(report, finding);
  }
}

Done walk_chains(Connection& connection, VerifyReport& report) {
  ChainWalk walk;
  auto walked = for_each_stored(connection, [&](const StoredEvent& event) {
    ++report.event_count;
    if (!event.payload && !event.salt) ++report.erased_count;
    auto fault = walk.next(event);
    if (!fault) return;
    ++report.fault_count;
    if (report.chain_faults.size() < kMaxListedFaults) report.chain_faults.push_back(std::move(*fault));
  });
  report.recording_count = walk.recording_count();
  return walked;
}

// The index must name exactly the rows up to index_progress, each once and in the place of its recording and sequence.
Done check_index(Connection& connection, VerifyReport& report) {
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
  if (wrong != 0)
    add_structure_fault(report, std::to_string(wrong) + " places of the index name a wrong event, or one named before");
  if (missing != 0) add_structure_fault(report, std::to_string(missing) + " events are missing from the index");
  return {};
}

Done verify(Connection& connection, VerifyReport& report) {
  const auto version = check_schema(connection, migrations());
  if (!version) return std::unexpected(version.error());
  if (*version != static_cast<std::int64_t>(migrations().size())) {
    return std::unexpected(observer::StoreFailure{
        "is of an older schema: start the server on it (or on a copy) once, it is then brought up to date"});
  }
  // One transaction: a server that goes on writing meanwhile changes nothing under the walk.
  auto transaction = Transaction::begin(connection, Transaction::Kind::kRead);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  for (const auto check : {check_file, walk_chains, check_index}) {
    if (auto checked = check(connection, report); !checked) {
      return std::unexpected(observer::StoreFailure{"is damaged: " + checked.error().reason});
    }
  }
  return {};
}

}  // namespace

std::expected<VerifyReport, observer::StoreFailure> verify_database(const StoreOptions& options) {
  const auto fail = [&](const std::string& why) {
    return std::unexpected(observer::StoreFailure{"the database " + options.database_path + " " + why});
  };
  if (sodium_init() < 0) return fail("cannot be verified: libsodium does not start");
  auto connection = Connection::open(options.database_path, Access::kReadOnly, options.vfs);
  if (!connection) return fail("cannot be opened: " + connection.error().reason);
  VerifyReport report;
  if (auto verified = verify(*connection, report); !verified) return fail(verified.error().reason);
  return report;
}

}  // namespace regard::storage
