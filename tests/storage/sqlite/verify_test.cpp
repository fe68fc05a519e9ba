#include "storage/journal/verify.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>

#include "storage/sqlite/header_function.hpp"
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
    must((*store)->maintain(WritingEngine::Maintenance::kAll));
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
      GENERATE(as<std::string>(), "header = zeroblob(128)", "header = substr(header, 1, 100)",
               "header = CAST(header || x'00' AS BLOB)", "kind = kind + 1", "payload = x'00'", "salt = zeroblob(16)",
               "payload_digest = zeroblob(32)", "chain = zeroblob(32)", "payload = NULL", "salt = NULL",
               "chain = x'00'", "sequence = 50", "recording = 1", "payload = NULL, salt = NULL",
               "payload = NULL, salt = NULL, payload_digest = zeroblob(32)");
  CAPTURE(column);
  Written written;
  // Row 8 is event 3 of recording 2.
  written.tamper("UPDATE event SET " + column + " WHERE row = 8");
  const auto report = written.verify();
  CHECK_FALSE(report.is_sound());
  CHECK_FALSE(blames(report, 1, 3));
}

TEST_CASE("changing any single byte of a header is found, and where") {
  // Row 8 is event 3 of recording 2; its header has 128 bytes.
  const int byte = GENERATE(range(1, 129));
  CAPTURE(byte);
  Written written;
  written.tamper("UPDATE event SET header = CAST(substr(header, 1, " + std::to_string(byte - 1) +
                 ") || CASE WHEN substr(header, " + std::to_string(byte) +
                 ", 1) = x'55' THEN x'56' ELSE x'55' END"
                 " || substr(header, " +
                 std::to_string(byte + 1) + ") AS BLOB) WHERE row = 8");
  CHECK_FALSE(written.verify().is_sound());
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

TEST_CASE("a recording that was moved to a family that is none is found") {
  Written written;
  written.tamper("UPDATE recording SET family = 7 WHERE number = 2");
  CHECK_THAT(written.verify().structure_faults.front(), Catch::Contains("of a family that is none"));
}

TEST_CASE("the header can be read by SQL, field by field") {
  Written written;
  auto connection = must(Connection::open(written.path(), Access::kReadWrite, ""));
  must(add_header_function(connection));
  CHECK(must(connection.integer("SELECT client_seq FROM event_header WHERE row = 8")) == 103);
  CHECK(must(connection.integer("SELECT clock_offset_us FROM event_header WHERE row = 8")) == -5'003);
  CHECK(must(connection.integer("SELECT length(author_account_id) FROM event_header WHERE row = 8")) == 16);
  CHECK(must(connection.integer("SELECT regard_header(x'00', 'sequence') IS NULL")) == 1);
}

TEST_CASE("a copy made by a program that knows nothing of Regard's function verifies") {
  Written written;
  {
    auto connection = must(Connection::open(written.path(), Access::kReadWrite, ""));
    must(connection.execute("VACUUM INTO '" + written.path() + ".copy'"));
    CHECK(must(connection.integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'")) == 0);
  }
  CHECK(must(verify_database({.database_path = written.path() + ".copy", .vfs = {}})).is_sound());
}

TEST_CASE("verifying says in one sentence why it cannot be done") {
  TemporaryDirectory directory;
  const auto report = verify_database({.database_path = directory.file("none.db"), .vfs = {}});
  REQUIRE_FALSE(report);
  CHECK_THAT(report.error().reason, Catch::Contains("none.db cannot be opened"));
  const auto reason_for = [&](const std::string& name) {
    return verify_database({.database_path = directory.file(name), .vfs = {}}).error().reason;
  };
  std::filesystem::create_directory(directory.file("folder"));
  CHECK_THAT(reason_for("folder"), Catch::EndsWith("is a directory: name the file regard.db in it"));
  std::ofstream(directory.file("empty.db")).close();
  CHECK_THAT(reason_for("empty.db"), Catch::EndsWith("empty.db is empty"));
  std::ofstream(directory.file("letter.db")) << "Madame, Monsieur, veuillez trouver ci-joint";
  CHECK_THAT(reason_for("letter.db"), Catch::EndsWith("letter.db is no SQLite database"));
}

// In a process of its own, whose rights are taken away: whether all is found to be as it should.
bool holds_as_nobody(const std::function<bool()>& check) {
  constexpr uid_t kNobody = 65'534;
  const pid_t child = fork();
  if (child == 0) {
    const bool is_nobody = setresuid(kNobody, kNobody, kNobody) == 0;
    _exit(is_nobody && check() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("a copy on media that cannot be written, or for an auditor who may only read, is verified") {
  if (geteuid() != 0) {
    WARN("not tried: only root can give its rights up");
    return;
  }
  TemporaryDirectory directory;
  const std::string path = directory.file("a %?# copy.db");
  {
    SeededRandom random(1);
    must(open_store(path, random)->commit(events(1, 1, 5)));
  }
  using std::filesystem::perms;
  std::filesystem::permissions(path, perms::owner_read | perms::group_read | perms::others_read);
  constexpr perms kReadable = perms::group_read | perms::group_exec | perms::others_read | perms::others_exec;
  std::filesystem::permissions(directory.path(), perms::owner_all | kReadable);
  CHECK(holds_as_nobody([&] {
    const auto report = verify_database({.database_path = path, .vfs = {}});
    return report && report->is_sound() && report->event_count == 5;
  }));
}

}  // namespace
}  // namespace regard::storage
