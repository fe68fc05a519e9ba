// The file of the tree: damaged, locked, full, removed, of an earlier version.
#include <catch2/catch.hpp>

#include "storage/evidence/kept_notes.hpp"
#include "tests/storage/support/kept_journal.hpp"
#include "tests/storage/support/page_damage.hpp"

namespace regard::storage {
namespace {

using namespace samples;

constexpr std::int64_t kMinuteNs = std::chrono::nanoseconds(kCheckpointPause).count();

void change_tree(const KeptJournal& kept, const std::string& sql) {
  must(must(Connection::open(kept.file("tree.db"), Access::kReadWrite, {})).execute(sql));
}

// Signs, though no minute has passed.
void sign_more(KeptJournal& kept) {
  kept.fill(9, 3);
  kept.now_wall_ns += kMinuteNs;
  kept.step();
}

}  // namespace

TEST_CASE("a tile that could not be kept while a receipt was made leaves no gap behind") {
  KeptJournal kept;
  kept.fill(1, 200);
  kept.step();
  change_tree(kept, "CREATE TRIGGER full BEFORE INSERT ON tile BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  kept.fill(2, 100);
  CHECK_FALSE(kept.receipt(2));
  change_tree(kept, "DROP TRIGGER full");
  kept.fill(3, 300);
  kept.step();
  kept.close();
  kept.open();
  kept.step();
  CHECK(kept.faults.empty());
  CHECK(kept.prove(must(kept.receipt(3))));
}

TEST_CASE("a tree that is damaged anywhere is set aside when it is opened, and made again") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  kept.close();
  SECTION("a tile is missing") { change_tree(kept, "DELETE FROM tile WHERE number = 0"); }
  SECTION("its checkpoints") { overwrite_table(kept.file("tree.db"), "checkpoint"); }
  SECTION("how far they were copied") { overwrite_table(kept.file("tree.db"), "copied"); }
  kept.open();
  REQUIRE(kept.troubles.size() == 1);
  CHECK_THAT(kept.troubles[0], Catch::Contains("set aside as " + kept.file("tree.db.damaged")));
  kept.step();
  CHECK(kept.troubles.size() == 1);
  CHECK(kept.faults.empty());
  sign_more(kept);
  CHECK(kept.newest_checkpoint().size == 603);
}

TEST_CASE("that a tree cannot be made, or set aside, is said once") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  kept.close();
  kept.remove_tree();
  std::string said;
  SECTION("made") {
    std::filesystem::create_symlink(kept.file("nowhere/tree.db"), kept.file("tree.db"));
    said = "there is no tree";
  }
  SECTION("set aside") {
    std::ofstream(kept.file("tree.db")) << "nonsense";
    std::filesystem::create_directories(kept.file("tree.db.damaged/full"));
    for (int n = 2; n <= kMaxSetAside; ++n) {
      std::filesystem::create_directories(kept.file("tree.db.damaged-" + std::to_string(n) + "/full"));
    }
    said = "set aside";
  }
  kept.open();
  for (int i = 0; i < 3; ++i) kept.step();
  REQUIRE(kept.troubles.size() == 2);
  CHECK_THAT(kept.troubles[0], Catch::Contains(said));
}

TEST_CASE("where a tree should be, a link to itself harms nobody: it is said, and signing goes on when it is gone") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.close();
  kept.remove_tree();
  std::filesystem::create_symlink("tree.db", kept.file("tree.db"));
  kept.open();
  REQUIRE(kept.troubles.size() == 1);
  CHECK_THAT(kept.troubles[0], Catch::Contains("cannot be used"));
  kept.remove_tree();
  sign_more(kept);
  CHECK(kept.newest_checkpoint().size == 6);
}

TEST_CASE("a tree that is damaged again is set aside beside the one before") {
  KeptJournal kept;
  kept.fill(1, 600);
  for (std::uint8_t recording = 2; recording < 4; ++recording) {
    kept.close_recording(recording, 1);
    kept.step();
    kept.close();
    overwrite_table(kept.file("tree.db"), "checkpoint");
    kept.open();
  }
  CHECK(std::filesystem::exists(kept.file("tree.db.damaged")));
  CHECK(std::filesystem::exists(kept.file("tree.db.damaged-2")));
}

TEST_CASE("a tree that is removed under the server is told, made again, and what is signed is in the new file") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  const bool is_taken_in = GENERATE(true, false);
  if (!is_taken_in) kept.remove_tree();
  kept.fill(2, 3);
  if (is_taken_in) {
    kept.step();
    kept.remove_tree();
  }
  const auto refused = kept.receipt(2);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().reason, Catch::Contains("was removed or replaced while in use"));
  kept.step();
  kept.step();
  REQUIRE(kept.troubles.size() == 2);
  CHECK_THAT(kept.troubles[0], Catch::Contains("was removed or replaced while in use"));
  CHECK_THAT(kept.troubles[1], Catch::Contains("there is no tree"));
  kept.now_wall_ns += kMinuteNs;
  kept.step();
  CHECK(kept.faults.empty());
  CHECK(kept.newest_checkpoint().size == 603);
  CHECK(must(kept_notes(kept.file("tree.db"))).back() == kept.evidence->status().checkpoint);
}

TEST_CASE("a tree that is made again under the server is not that of a journal that was made anew") {
  KeptJournal kept;
  kept.close();
  kept.copy_path.clear();
  kept.open();
  kept.fill(1, 600);
  kept.step();
  const std::string note = kept.evidence->status().checkpoint;
  kept.forge(1, 600);
  kept.remove_tree();
  kept.troubles_of_reading.of_links = {"locked"};
  kept.step();
  kept.troubles_of_reading = {};
  sign_more(kept);
  kept.step();
  REQUIRE_FALSE(kept.faults.empty());
  CHECK_THAT(kept.faults[0].what, Catch::Contains("the journal is not what it was"));
  CHECK(kept.evidence->status().checkpoint == note);
  CHECK_FALSE(kept.receipt(1, Evidence::Scope::kRecordingAlone));
}

TEST_CASE("a tree of the version before keeps its checkpoints, and how far they were copied") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  sign_more(kept);
  const auto notes = must(kept_notes(kept.file("tree.db")));
  const std::string copies = text_of(kept.copy_path);
  kept.close();
  change_tree(kept, R"sql(
      CREATE TABLE old (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
      INSERT INTO old SELECT size, note FROM checkpoint;
      UPDATE copied SET number = (SELECT max(size) FROM old);
      DROP TABLE checkpoint;
      ALTER TABLE old RENAME TO checkpoint;
      ALTER TABLE copied RENAME COLUMN number TO size;
      PRAGMA user_version = 1)sql");
  kept.open();
  kept.step();
  CHECK(must(kept_notes(kept.file("tree.db"))) == notes);
  CHECK(text_of(kept.copy_path) == copies);
  CHECK(kept.evidence->status().copied_event_count == 603);
  CHECK(kept.troubles.empty());
  CHECK(kept.newest_checkpoint().size == 603);
}

}  // namespace regard::storage
