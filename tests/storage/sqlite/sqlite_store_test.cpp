#include "storage/sqlite/sqlite_store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>

#include "storage/journal/limits.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/verify.hpp"
#include "tests/storage/support/samples.hpp"
#include "tests/support/power_cut_vfs.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::StampedEvent;
using support::PowerCutVfs;

struct OpenStore {
  TemporaryDirectory directory;
  SeededRandom random{1};
  std::string path = directory.file("regard.db");
  std::unique_ptr<SqliteStore> store = open_store(path, random);

  void reopen() {
    store.reset();
    store = open_store(path, random);
  }
};

TEST_CASE("what was committed is read back whole, before and after a restart") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  CHECK(must(open.store->read(recording(1), 0, 10)) == events(1, 1, 3));
  open.reopen();
  CHECK(must(open.store->read(recording(1), 0, 10)) == events(1, 1, 3));
  must(open.store->commit(events(1, 4, 5)));
  CHECK(must(open.store->read(recording(1), 3, 10)) == events(1, 4, 5));
}

TEST_CASE("an empty payload stays an empty payload") {
  OpenStore open;
  StampedEvent empty = event(1, 1);
  empty.payload.clear();
  must(open.store->commit(std::span(&empty, 1)));
  CHECK(must(open.store->read(recording(1), 0, 10)) == std::vector{empty});
  open.store.reset();
  const auto report = must(verify_database({.database_path = open.path, .vfs = {}}));
  CHECK(report.is_sound());
  CHECK(report.erased_count == 0);
}

TEST_CASE("an unknown recording, and one at its end, read as empty") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  CHECK(must(open.store->read(recording(9), 0, 10)).empty());
  CHECK(must(open.store->read(recording(1), 3, 10)).empty());
}

TEST_CASE("pages are the same wherever the borders of the index and of its entries lie") {
  OpenStore open;
  constexpr std::uint64_t kEvents = 4 * kMaxIndexRun;
  const std::uint64_t commits_between_indexing = GENERATE(1U, 7U, 1000U);
  std::uint64_t sequence = 0;
  // Two recordings take turns, in commits of one event of each up to thirty.
  for (std::uint64_t commit = 1; sequence < kEvents; ++commit) {
    std::vector<StampedEvent> batch;
    for (std::uint64_t i = 0; i < std::min(commit, kEvents - sequence); ++i) {
      batch.push_back(event(1, sequence + i + 1));
      batch.push_back(event(2, sequence + i + 1));
    }
    sequence += batch.size() / 2;
    must(open.store->commit(batch));
    if (commit % commits_between_indexing == 0) must(open.store->maintain_index());
  }
  auto reader = must(open.store->open_reader());
  for (std::uint64_t after = 0; after <= kEvents; after += after % 3 + 1) {
    for (const std::size_t limit : {1U, 7U, 65U, 1000U}) {
      CAPTURE(commits_between_indexing, after, limit);
      const auto expected = events(1, after + 1, std::min<std::uint64_t>(kEvents, after + limit));
      CHECK(must(open.store->read(recording(1), after, limit)) == expected);
      CHECK(must(reader->read(recording(1), after, limit)) == expected);
    }
  }
  open.store.reset();
  CHECK(must(verify_database({.database_path = open.path, .vfs = {}})).is_sound());
}

TEST_CASE("a page is read without sorting what lies behind it") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3 * kMaxIndexRun)));
  must(open.store->maintain_index());
  must(open.store->commit(events(1, 3 * kMaxIndexRun + 1, 4 * kMaxIndexRun)));
  auto connection = must(Connection::open(open.path, Access::kReadOnly, ""));
  auto queries = must(EventQueries::prepare(connection));
  CHECK(must(queries.read(connection, recording(1), 0, 1000)).size() == 4 * kMaxIndexRun);
  int statement_count = 0;
  for (auto* statement = sqlite3_next_stmt(connection.handle(), nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(connection.handle(), statement)) {
    CHECK(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 0) == 0);
    ++statement_count;
  }
  CHECK(statement_count > 0);
}

TEST_CASE("more recordings are written than heads are kept in memory") {
  OpenStore open;
  const auto first_event_of = [](std::size_t n) {
    StampedEvent first = event(1, 1);
    std::memcpy(first.header.recording_id.bytes.data(), &n, sizeof n);
    return first;
  };
  std::vector<StampedEvent> batch;
  for (std::size_t n = 1; n < kMaxCachedHeads; ++n) batch.push_back(first_event_of(n));
  must(open.store->commit(batch));
  // The memory is full after the first of these; the second event of each follows within the same statement.
  batch.clear();
  for (std::size_t n = kMaxCachedHeads; n < kMaxCachedHeads + kRowsAnInsert / 2; ++n) {
    batch.push_back(first_event_of(n));
    batch.push_back(first_event_of(n));
    batch.back().header.sequence = 2;
  }
  must(open.store->commit(batch));
  batch.front().header.sequence = 3;
  must(open.store->commit(std::span(batch).first(1)));
}

TEST_CASE("a page of big events is cut short, and the next one goes on") {
  OpenStore open;
  auto big_events = events(1, 1, 5);
  for (StampedEvent& big : big_events) big.payload.assign(kMaxPageBytes / 2, 'x');
  must(open.store->commit(big_events));
  CHECK(must(open.store->read(recording(1), 0, 100)).size() == 2);
  CHECK(must(open.store->read(recording(1), 2, 100)).front().header.sequence == 3);
}

TEST_CASE("the walk visits all recordings in commit order") {
  OpenStore open;
  const std::vector<StampedEvent> batch = {event(1, 1), event(2, 1), event(1, 2)};
  must(open.store->commit(batch));
  must(open.store->maintain_index());
  std::vector<StampedEvent> seen;
  must(open.store->for_each([&](const StampedEvent& visited) { seen.push_back(visited); }));
  CHECK(seen == batch);
}

TEST_CASE("a reader sees what was committed after it was opened") {
  OpenStore open;
  auto reader = must(open.store->open_reader());
  CHECK(must(reader->read(recording(1), 0, 10)).empty());
  must(open.store->commit(events(1, 1, 2)));
  CHECK(must(reader->read(recording(1), 0, 10)) == events(1, 1, 2));
}

TEST_CASE("a gap or a repetition in a sequence is refused, whole batch, and poisons") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 2)));
  const std::uint64_t wrong_sequence = GENERATE(1U, 2U, 4U);
  const auto refused = open.store->commit(std::vector{event(2, 1), event(1, wrong_sequence)});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().reason, Catch::Contains("was handed over after event 2"));
  const auto later = open.store->commit(events(1, 3, 3));
  REQUIRE_FALSE(later);
  CHECK(later.error().reason == refused.error().reason);

  open.reopen();
  CHECK(must(open.store->read(recording(2), 0, 10)).empty());
  must(open.store->commit(events(1, 3, 3)));
}

TEST_CASE("the index is overdue after so many rows, and maintenance brings it up to date") {
  OpenStore open;
  must(open.store->commit(events(1, 1, kMaxUnindexedRows - 1)));
  must(open.store->maintain(WritingEngine::Maintenance::kOverdue));
  const auto indexed_events = [&] {
    auto connection = must(Connection::open(open.path, Access::kReadOnly, ""));
    return must(connection.integer("SELECT coalesce(sum(json_array_length(event_rows)), 0) FROM event_index"));
  };
  CHECK(indexed_events() == 0);
  must(open.store->commit(events(1, kMaxUnindexedRows, kMaxUnindexedRows)));
  must(open.store->maintain(WritingEngine::Maintenance::kOverdue));
  CHECK(indexed_events() == static_cast<std::int64_t>(kMaxUnindexedRows));
}

TEST_CASE("the log does not grow without limit while work goes on") {
  OpenStore open;
  std::uint64_t sequence = 0;
  auto reader = must(open.store->open_reader());
  for (int batch = 0; batch < 400; ++batch, sequence += 100) {
    must(open.store->commit(events(1, sequence + 1, sequence + 100)));
    must(open.store->maintain(WritingEngine::Maintenance::kOverdue));
    CHECK_FALSE(must(reader->read(recording(1), sequence, 10)).empty());
  }
  constexpr std::uintmax_t kBytesAPage = 4096 + 24;
  // Half as much again for the commit and the index batch that overshoot.
  CHECK(std::filesystem::file_size(open.path + "-wal") < kCheckpointAtWalPages * kBytesAPage * 3 / 2);
}

TEST_CASE("accounts are kept, replaced by id, and found by login") {
  OpenStore open;
  observer::Account claire{recording(1), "claire", "Claire Martin", v1::ROLE_ASSESSOR, "hash 1"};
  const observer::Account bruno{recording(2), "bruno", "Bruno Petit", v1::ROLE_CANDIDATE, "hash 2"};
  must(open.store->put_account(claire));
  must(open.store->put_account(bruno));
  claire.name = "Claire Martin-Duval";
  must(open.store->put_account(claire));
  open.reopen();
  CHECK(must(open.store->accounts()) == std::vector{bruno, claire});
  CHECK(must(open.store->find_account("claire")) == claire);
  CHECK(must(open.store->find_account("nobody")) == std::nullopt);
}

TEST_CASE("a login that is taken is refused in words, and the store works on") {
  OpenStore open;
  must(open.store->put_account({recording(1), "claire", "Claire Martin", v1::ROLE_ASSESSOR, "hash"}));
  const auto refused = open.store->put_account({recording(2), "claire", "Claire Noir", v1::ROLE_ASSESSOR, "hash"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == "there is already an account with the login claire");
  must(open.store->commit(events(1, 1, 1)));
}

TEST_CASE("sign-in sessions are kept until they are removed or expire") {
  OpenStore open;
  const observer::SignInSession early{"aa", recording(1), 100};
  const observer::SignInSession late{"bb", recording(1), 200};
  const observer::SignInSession removed{"cc", recording(2), 300};
  for (const auto& session : {early, late, removed}) must(open.store->put_session(session));
  must(open.store->remove_session("cc"));
  open.reopen();
  CHECK(must(open.store->sessions()) == std::vector{early, late});
  must(open.store->purge_expired_sessions(100));
  CHECK(must(open.store->sessions()) == std::vector{late});
}

// Every write and every sync of a piece of work fails once; whichever it was, the store refuses from then on, and what
// was acknowledged before is there after the restart.
TEST_CASE("a failing disk poisons the store at whatever write or sync it fails") {
  const auto fault =
      GENERATE(PowerCutVfs::Fault::kDiskFull, PowerCutVfs::Fault::kWriteError, PowerCutVfs::Fault::kSyncError);
  int failures = 0;
  for (int nth = 1; nth <= 100; ++nth) {
    CAPTURE(fault, nth);
    PowerCutVfs vfs(1);
    SeededRandom random(1);
    auto store = open_store("regard.db", random, vfs.name());
    must(store->commit(events(1, 1, 10)));
    vfs.fail(fault, nth);
    Done done = store->commit(events(1, 11, 12));
    const std::uint64_t acknowledged = done ? 12 : 10;
    if (done) done = store->maintain(WritingEngine::Maintenance::kAll);
    if (!vfs.has_failed()) {
      REQUIRE(done);
      break;
    }
    ++failures;
    REQUIRE_FALSE(done);
    const auto later = store->commit(events(1, acknowledged + 1, acknowledged + 1));
    REQUIRE_FALSE(later);
    CHECK(later.error().reason == done.error().reason);
    CHECK_FALSE(store->put_session({"aa", recording(1), 1}));
    CHECK(must(store->read(recording(1), 0, 100)) == events(1, 1, acknowledged));

    store.reset();
    store = open_store("regard.db", random, vfs.name());
    const auto recovered = must(store->read(recording(1), 0, 100));
    REQUIRE(recovered.size() >= acknowledged);
    CHECK(recovered == events(1, 1, recovered.size()));
    CHECK(must(verify_database({.database_path = "regard.db", .vfs = vfs.name()})).is_sound());
  }
  CHECK(failures >= 3);
}

TEST_CASE("opening and closing leaves no file open, and so does a failed opening") {
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
  };
  TemporaryDirectory directory;
  SeededRandom random(1);
  const auto before = open_files();
  for (int i = 0; i < 20; ++i) {
    auto store = open_store(directory.file("regard.db"), random);
    must(store->commit(events(1, static_cast<std::uint64_t>(i) + 1, static_cast<std::uint64_t>(i) + 1)));
    CHECK_FALSE(must(must(store->open_reader())->read(recording(1), 0, 5)).empty());
    CHECK_FALSE(SqliteStore::open({.database_path = directory.path().string(), .vfs = {}}, random));
  }
  CHECK(open_files() == before);
}

}  // namespace
}  // namespace regard::storage
