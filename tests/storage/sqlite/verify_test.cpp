#include "storage/sqlite/verify.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "storage/sqlite/sqlite_connection.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using namespace samples;

// A closed database with two recordings of five events each, indexed; and a second hand on it.
class Written {
 public:
  Written() {
    SeededRandom random(1);
    auto store = open_store(path(), random);
    must(store->commit(events(1, 1, 5)));
    must(store->commit(events(2, 1, 5)));
    must(store->maintain_index());
  }

  [[nodiscard]] std::string path() const { return directory_.file("regard.db"); }
  void tamper(const std::string& sql) {
    auto connection = must(Connection::open(path(), Access::kReadWrite, ""));
    must(connection.execute(sql));
  }
  [[nodiscard]] VerifyReport verify() const { return must(verify_database({.database_path = path(), .vfs = {}})); }

 private:
  TemporaryDirectory directory_;
};

bool blames(const VerifyReport& report, std::uint8_t recording_n, std::uint64_t sequence) {
  return std::ranges::any_of(report.chain_faults, [&](const ChainFault& fault) {
    return fault.recording_id == recording(recording_n) && fault.sequence == sequence;
  });
}

TEST_CASE("an untouched database is sound, and counted") {
  const auto report = Written().verify();
  CHECK(report.is_sound());
  CHECK(report.recording_count == 2);
  CHECK(report.event_count == 10);
  CHECK(report.erased_count == 0);
}

TEST_CASE("changing any column of an event is found, and where") {
  const std::string column =
      GENERATE(as<std::string>(), "event_id = zeroblob(16)", "kind = kind + 1", "server_mono_ns = server_mono_ns + 1",
               "server_wall_ns = server_wall_ns + 1", "client_wall_us = client_wall_us + 1",
               "clock_offset_us = clock_offset_us + 1", "clock_offset_error_us = clock_offset_error_us + 1",
               "author_account_id = zeroblob(16)", "author_role = author_role + 1", "client_id = zeroblob(16)",
               "client_seq = client_seq + 1", "payload = x'00'", "salt = zeroblob(16)", "payload_digest = zeroblob(32)",
               "chain = zeroblob(32)", "payload = NULL", "salt = NULL", "chain = x'00'", "sequence = 50");
  CAPTURE(column);
  Written written;
  // Row 8 is event 3 of recording 2.
  written.tamper("UPDATE event SET " + column + " WHERE row = 8");
  const auto report = written.verify();
  CHECK_FALSE(report.is_sound());
  CHECK(blames(report, 2, column == "sequence = 50" ? 50 : 3));
  CHECK_FALSE(blames(report, 1, 3));
}

TEST_CASE("removing, moving and inserting events is found") {
  Written written;
  SECTION("one removed from the middle") {
    written.tamper("DELETE FROM event WHERE row = 8");
    CHECK(blames(written.verify(), 2, 4));
  }
  SECTION("two exchanged") {
    written.tamper(
        "UPDATE event SET row = -1 WHERE row = 7; UPDATE event SET row = 7 WHERE row = 8;"
        "UPDATE event SET row = 8 WHERE row = -1");
    CHECK(blames(written.verify(), 2, 3));
  }
  SECTION("one moved to another recording") {
    written.tamper("UPDATE event SET recording = 1 WHERE row = 8");
    CHECK_FALSE(written.verify().is_sound());
  }
  SECTION("a whole recording under another name") {
    written.tamper("UPDATE recording SET recording_id = zeroblob(16) WHERE number = 2");
    CHECK_FALSE(written.verify().is_sound());
  }
  SECTION("a recording without a name") {
    written.tamper("DELETE FROM recording WHERE number = 2");
    CHECK_FALSE(written.verify().is_sound());
  }
}

TEST_CASE("an index that lies is found") {
  Written written;
  std::string finding = "places of the index name a wrong event";
  SECTION("an entry is missing") {
    finding = "5 events are missing from the index";
    written.tamper("DELETE FROM event_index WHERE recording = 1");
  }
  SECTION("a row is missing in an entry") {
    finding = "1 events are missing from the index";
    written.tamper("UPDATE event_index SET event_rows = json_remove(event_rows, '$[0]') WHERE recording = 1");
  }
  SECTION("an entry points elsewhere") {
    written.tamper("UPDATE event_index SET event_rows = json_set(event_rows, '$[1]', 1) WHERE recording = 1");
  }
  SECTION("an entry is of another sequence") {
    written.tamper("UPDATE event_index SET last_sequence = last_sequence + 1 WHERE recording = 1");
  }
  SECTION("an entry has no event") { written.tamper("INSERT INTO event_index VALUES (7, 1, '[1]')"); }
  SECTION("an entry names a row that is not indexed yet") {
    written.tamper("UPDATE index_progress SET indexed_row = 9");
  }
  SECTION("an event is in two entries") { written.tamper("INSERT INTO event_index VALUES (1, 1, '[1]')"); }
  const auto report = written.verify();
  CHECK(report.chain_faults.empty());
  REQUIRE_FALSE(report.structure_faults.empty());
  CHECK_THAT(report.structure_faults.front(), Catch::Contains(finding));
}

TEST_CASE("erased payloads leave a chain that verifies, and read as empty") {
  Written written;
  written.tamper("UPDATE event SET payload = NULL, salt = NULL WHERE row IN (7, 8)");
  const auto report = written.verify();
  CHECK(report.is_sound());
  CHECK(report.erased_count == 2);

  SeededRandom random(2);
  auto store = open_store(written.path(), random);
  const auto page = must(store->read(recording(2), 0, 100));
  REQUIRE(page.size() == 5);
  CHECK(page[2].payload.empty());
  CHECK(page[2].header == event(2, 3).header);
  // The chain goes on after it.
  must(store->commit(events(2, 6, 6)));
  store.reset();
  CHECK(written.verify().is_sound());
}

TEST_CASE("a database is verified beside a store that goes on writing it") {
  TemporaryDirectory directory;
  SeededRandom random(1);
  auto store = open_store(directory.file("regard.db"), random);
  must(store->commit(events(1, 1, 3)));
  const auto report = must(verify_database({.database_path = directory.file("regard.db"), .vfs = {}}));
  CHECK(report.is_sound());
  CHECK(report.event_count == 3);
}

TEST_CASE("verifying says in one sentence why it cannot be done") {
  TemporaryDirectory directory;
  const auto report = verify_database({.database_path = directory.file("none.db"), .vfs = {}});
  REQUIRE_FALSE(report);
  CHECK_THAT(report.error().reason, Catch::Contains("none.db cannot be opened"));
}

}  // namespace
}  // namespace regard::storage
