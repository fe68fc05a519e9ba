#include "storage/sqlite/sqlite_store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <utility>

#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/limits.hpp"
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
  std::unique_ptr<LinkedStore> store = open_store(path, random);

  [[nodiscard]] SqliteStore& sqlite() { return dynamic_cast<SqliteStore&>(store->engine()); }
};

TEST_CASE("a page is read without sorting what lies behind it") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3 * kMaxIndexRun)));
  must(open.sqlite().maintain_index());
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

TEST_CASE("the index is overdue after so many rows, and maintenance brings it up to date") {
  OpenStore open;
  must(open.store->commit(events(1, 1, kMaxUnindexedRows - 1)));
  must((*open.store)->maintain(WritingEngine::Maintenance::kOverdue));
  const auto indexed_events = [&] {
    auto connection = must(Connection::open(open.path, Access::kReadOnly, ""));
    return must(connection.integer("SELECT coalesce(sum(json_array_length(event_rows)), 0) FROM event_index"));
  };
  CHECK(indexed_events() == 0);
  must(open.store->commit(events(1, kMaxUnindexedRows, kMaxUnindexedRows)));
  must((*open.store)->maintain(WritingEngine::Maintenance::kOverdue));
  CHECK(indexed_events() == static_cast<std::int64_t>(kMaxUnindexedRows));
}

TEST_CASE("the log stays as long as some commits while work goes on, and is never longer than its limit") {
  OpenStore open;
  const std::uint64_t events_a_commit = GENERATE(1U, 100U, 1000U);
  std::uint64_t sequence = 0;
  while (sequence < 300 * std::min<std::uint64_t>(events_a_commit, 100)) {
    must(open.store->commit(events(1, sequence + 1, sequence + events_a_commit)));
    must((*open.store)->maintain(WritingEngine::Maintenance::kOverdue));
    sequence += events_a_commit;
    CHECK_FALSE(must(open.store->read(recording(1), sequence - 1, 10)).empty());
  }
  constexpr std::uintmax_t kBytesAPage = 4096 + 24;
  // A generous row. A commit and the index batch overshoot.
  const std::uintmax_t commit_pages = events_a_commit * 500 / 4096 + 2;
  const std::uintmax_t pages = std::max<std::uintmax_t>(kMinCheckpointPages, kCommitsACheckpoint * commit_pages);
  CHECK(std::filesystem::file_size(open.path + "-wal") < (pages + commit_pages) * kBytesAPage * 2);
  CHECK(pages < kMaxCheckpointPages);
}

// Every write and every sync of a piece of work fails once; whichever it was, the store refuses from then on, and what
// was acknowledged before is there after the restart. But for a checkpoint that finds no room: the log is as it was,
// and the next one does what this one did not.
TEST_CASE("a failing disk poisons the store at whatever write or sync it fails") {
  const auto fault =
      GENERATE(PowerCutVfs::Fault::kDiskFull, PowerCutVfs::Fault::kWriteError, PowerCutVfs::Fault::kSyncError);
  int failures = 0;
  int checkpoints_put_off = 0;
  for (int nth = 1; nth <= 100; ++nth) {
    CAPTURE(fault, nth);
    PowerCutVfs vfs(1);
    SeededRandom random(1);
    auto store = open_store("regard.db", random, vfs.name());
    must(store->commit(events(1, 1, 10)));
    vfs.fail(fault, nth);
    Done done = store->commit(events(1, 11, 12));
    std::uint64_t acknowledged = done ? 12 : 10;
    if (done) done = (*store)->maintain(WritingEngine::Maintenance::kAll);
    if (!vfs.has_failed()) {
      REQUIRE(done);
      break;
    }
    ++failures;
    if (done) {
      REQUIRE(fault == PowerCutVfs::Fault::kDiskFull);
      ++checkpoints_put_off;
      must(store->commit(events(1, 13, 13)));
      acknowledged = 13;
      must((*store)->maintain(WritingEngine::Maintenance::kAll));
    } else {
      const auto later = store->commit(events(1, acknowledged + 1, acknowledged + 1));
      REQUIRE_FALSE(later);
      CHECK(later.error().reason == done.error().reason);
      CHECK_FALSE((*store)->put_session({"aa", recording(1), 1}));
    }
    CHECK(must(store->read(recording(1), 0, 100)) == events(1, 1, acknowledged));

    store.reset();
    store = open_store("regard.db", random, vfs.name());
    const auto recovered = must(store->read(recording(1), 0, 100));
    REQUIRE(recovered.size() >= acknowledged);
    CHECK(recovered == events(1, 1, recovered.size()));
    CHECK(must(verify_database({.database_path = "regard.db", .vfs = vfs.name()})).is_sound());
  }
  CHECK(failures >= 3);
  CHECK((checkpoints_put_off > 0) == (fault == PowerCutVfs::Fault::kDiskFull));
}

TEST_CASE("a store that was poisoned leaves its files to the recovery") {
  PowerCutVfs vfs(1);
  SeededRandom random(1);
  auto store = open_store("regard.db", random, vfs.name());
  must(store->commit(events(1, 1, 10)));
  vfs.fail(PowerCutVfs::Fault::kSyncError, 1);
  REQUIRE_FALSE(store->commit(events(1, 11, 12)));
  const std::uint64_t sync_count = vfs.sync_count();
  store.reset();
  CHECK(vfs.sync_count() == sync_count);
}

TEST_CASE("events that are indexed while a page is read are in it, once") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 10)));
  auto connection = must(Connection::open(open.path, Access::kReadOnly, ""));
  auto queries = must(EventQueries::prepare(connection));
  std::function<void()> index = [&] { must(open.sqlite().maintain_index()); };
  // Between the query of what is indexed and the one of what is not.
  const auto before_statement = [](unsigned, void* act, void* statement, void*) {
    const std::string_view sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    auto& once = *static_cast<std::function<void()>*>(act);
    if (once && sql.find("event.row > (SELECT indexed_row") != std::string_view::npos) std::exchange(once, {})();
    return 0;
  };
  sqlite3_trace_v2(connection.handle(), SQLITE_TRACE_STMT, before_statement, &index);
  CHECK(must(queries.read(connection, recording(1), 0, 100)) == events(1, 1, 10));
  CHECK_FALSE(index);
  CHECK(must(queries.read(connection, recording(1), 0, 100)) == events(1, 1, 10));
}

TEST_CASE("what is written to files that were removed or replaced is not acknowledged, nor anything after it") {
  TemporaryDirectory directory;
  SeededRandom random(1);
  const std::string path = directory.file("regard.db");
  auto store = open_store(path, random);
  must(store->commit(events(1, 1, 1)));
  std::string damaged = path;
  std::string what = " was removed or replaced";
  SECTION("the database is removed") { std::filesystem::remove(path); }
  SECTION("the database is replaced by a copy of itself") {
    std::filesystem::copy_file(path, path + ".copy");
    std::filesystem::rename(path + ".copy", path);
  }
  SECTION("the database is moved away") { std::filesystem::rename(path, path + ".moved"); }
  SECTION("the log is removed") {
    damaged += "-wal";
    std::filesystem::remove(damaged);
  }
  SECTION("the database is written over with a backup") {
    what = " was written over";
    std::filesystem::copy_file(path, path + ".backup");
    must(store->commit(events(2, 1, 100)));
    must((*store)->maintain(WritingEngine::Maintenance::kAll));
    REQUIRE(std::filesystem::file_size(path) > std::filesystem::file_size(path + ".backup"));
    std::filesystem::copy_file(path + ".backup", path, std::filesystem::copy_options::overwrite_existing);
  }
  SECTION("the database is written over with one that is as long") {
    what = " was written over";
    std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) - std::chrono::hours(1));
  }
  const auto done = store->commit(events(1, 2, 2));
  REQUIRE_FALSE(done);
  CHECK_THAT(done.error().reason, Catch::Contains(damaged + what));
  CHECK_FALSE(store->commit(events(1, 3, 3)));
}

TEST_CASE("a database that was written over is noticed while nothing is written, and is checkpointed no more") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 1)));
  must(open.sqlite().check());
  std::filesystem::last_write_time(open.path, std::filesystem::last_write_time(open.path) - std::chrono::hours(1));
  SECTION("before a checkpoint") { CHECK_FALSE(open.sqlite().checkpoint()); }
  SECTION("in an idle moment") { CHECK_FALSE(open.sqlite().check()); }
  const auto log_size = std::filesystem::file_size(open.path + "-wal");
  const auto size = std::filesystem::file_size(open.path);
  CHECK_FALSE(open.store->commit(events(1, 2, 2)));
  open.store.reset();
  CHECK(std::filesystem::file_size(open.path + "-wal") == log_size);
  CHECK(std::filesystem::file_size(open.path) == size);
}

TEST_CASE("another program may checkpoint the database, and write it") {
  OpenStore open;
  auto other = must(Connection::open(open.path, Access::kReadWrite, ""));
  std::uintmax_t size = std::filesystem::file_size(open.path);
  const std::string mode = GENERATE("PASSIVE", "FULL", "RESTART", "TRUNCATE");
  for (std::uint8_t n = 1; n <= 5; ++n) {
    must(open.store->commit(events(n, 1, 100)));
    must(other.execute("PRAGMA wal_checkpoint(" + mode + ")"));
    must(open.sqlite().check());
    CHECK(std::filesystem::file_size(open.path) > size);
    size = std::filesystem::file_size(open.path);
    must(open.store->commit(events(n, 101, 101)));
    must(other.execute("PRAGMA user_version = " + std::to_string(n)));
    must((*open.store)->maintain(WritingEngine::Maintenance::kAll));
  }
}

TEST_CASE("a lock that another program holds is waited for, and poisons nothing") {
  TemporaryDirectory directory;
  SeededRandom random(1);
  const std::string path = directory.file("regard.db");
  std::optional<Connection> other;
  int pause_count = 0;
  const auto let_go = [&] {
    if (++pause_count == 3) must(other->execute("ROLLBACK"));
  };
  LinkedStore store(must(SqliteStore::open({.database_path = path, .lock_pause = let_go})), random);
  other = must(Connection::open(path, Access::kReadWrite, ""));
  must(other->execute("BEGIN IMMEDIATE"));
  must(store.commit(events(1, 1, 1)));
  CHECK(pause_count == 3);
  must(store->maintain(WritingEngine::Maintenance::kAll));
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
    CHECK_FALSE(must(must((*store)->open_reader())->read(recording(1), 0, 5)).empty());
    CHECK_FALSE(SqliteStore::open({.database_path = directory.path().string(), .vfs = {}}));
  }
  CHECK(open_files() == before);
}

}  // namespace
}  // namespace regard::storage
