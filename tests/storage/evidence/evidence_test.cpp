// The tree and its checkpoints over a real journal, and what is noticed of changes to it.
#include <catch2/catch.hpp>

#include "storage/evidence/checkpoint_audit.hpp"
#include "storage/evidence/kept_notes.hpp"
#include "tests/storage/support/kept_journal.hpp"

namespace regard::storage {
namespace {

using namespace samples;

constexpr std::int64_t kMinuteNs = std::chrono::nanoseconds(kCheckpointPause).count();

// What an auditor finds who has the checkpoints.
CheckpointAudit::Finding audit(const std::string& database, std::vector<Checkpoint> checkpoints) {
  CheckpointAudit audit{std::move(checkpoints)};
  const auto reader = must(SqliteReader::open({.database_path = database}));
  (void)must(verify(*reader, [&](const StoredEvent& event) { audit.next(event); }));
  return audit.finish();
}

}  // namespace

TEST_CASE("a checkpoint is signed every minute with news, at once behind a closing, and not without news") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  CHECK(kept.newest_checkpoint().size == 3);
  kept.commit(events(1, 4, 5));
  kept.step();
  CHECK(kept.newest_checkpoint().size == 3);
  kept.now_wall_ns += kMinuteNs;
  kept.step();
  CHECK(kept.newest_checkpoint().size == 5);
  const std::string note = kept.evidence->status().checkpoint;
  kept.now_wall_ns += kMinuteNs;
  kept.step();
  CHECK(kept.evidence->status().checkpoint == note);
  std::uint64_t size = 5;
  for (const auto kind : {v1::EventBody::kMarkingClosed, v1::EventBody::kInterviewClosed, v1::EventBody::kSealLifted}) {
    kept.close_recording(1, ++size, kind);
    kept.step();
    CHECK(kept.newest_checkpoint().size == size);
  }
}

TEST_CASE("what was recorded last is signed at the end") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  kept.commit(events(1, 4, 5));
  kept.evidence->finish();
  CHECK(kept.newest_checkpoint().size == 5);
}

TEST_CASE("a checkpoint is offered when it is signed, and the newest once more at the start - it may not have left") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  const std::string note = kept.evidence->status().checkpoint;
  CHECK(kept.offered == std::vector{note});
  kept.close();
  kept.open();
  kept.step();
  CHECK(kept.offered == std::vector{note, note});
}

TEST_CASE("an auditor with checkpoints finds what chains do not show") {
  KeptJournal kept;
  kept.fill(1, 300);
  kept.step();
  const auto early = kept.newest_checkpoint();
  kept.fill(2, 300);
  kept.now_wall_ns += kMinuteNs;
  kept.step();
  const auto late = kept.newest_checkpoint();
  kept.close();
  CHECK(audit(kept.path(), {late, early}).faults.empty());
  CHECK(audit(kept.path(), {late, early}).newest_held == late);
  SECTION("a tail that was cut off") {
    kept.tamper_closed("DELETE FROM event WHERE row > 590");
    CHECK_THAT(audit(kept.path(), {early, late}).faults.at(0), Catch::Contains("cut off, 590 are left"));
  }
  SECTION("a whole recording dropped") {
    kept.tamper_closed("DELETE FROM event WHERE recording = 2; DELETE FROM recording WHERE number = 2");
    CHECK(audit(kept.path(), {early, late}).faults.size() == 1);
  }
  SECTION("a recording dropped, and another put in its place with a chain that holds") {
    kept.tamper_closed("DELETE FROM event WHERE recording = 2; DELETE FROM recording WHERE number = 2");
    SeededRandom random(2);
    LinkedStore forged{open_sqlite(kept.path()), random};
    must(forged.commit(events(2, 1, 300)));
    CHECK(forged.verify().chain_faults.empty());
    const auto finding = audit(kept.path(), {early, late});
    REQUIRE(finding.faults.size() == 1);
    CHECK_THAT(finding.faults[0], Catch::Contains("changed, removed or put in among them, behind the first 300"));
    CHECK(finding.newest_held == early);
  }
}

TEST_CASE("a journal that was changed while the server was down is noticed at the start, and vouched for no further") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  const std::string note = kept.evidence->status().checkpoint;
  SECTION("an event changed") {
    kept.tamper("UPDATE event SET payload = x'00' WHERE row = 590");
    kept.open();
    REQUIRE(kept.faults.size() == 1);
    CHECK(kept.faults[0].recording_id == recording(1));
    CHECK(kept.faults[0].sequence == 590);
  }
  SECTION("the tail cut off") {
    // In the last tile, and in one that was full.
    const std::string left = GENERATE("550", "500", "100", "0");
    kept.tamper("DELETE FROM event WHERE row > " + left);
    kept.open();
    REQUIRE_FALSE(kept.faults.empty());
    CHECK_THAT(kept.faults[0].what, Catch::Contains("of 600 events some are gone"));
    kept.step();
    CHECK(kept.evidence->status().checkpoint == note);
    CHECK_FALSE(kept.receipt(1));
  }
  SECTION("cut off, and recorded anew with a chain that holds") {
    kept.tamper(
        "DELETE FROM event WHERE row > 550; DELETE FROM event_index; UPDATE index_progress SET indexed_row = 0");
    SeededRandom random(2);
    LinkedStore forged{open_sqlite(kept.path()), random};
    must(forged.commit(events(1, 551, 600)));
    kept.open();
    REQUIRE_FALSE(kept.faults.empty());
    CHECK(kept.faults[0].recording_id.is_nil());
  }
}

TEST_CASE("a change far back, beyond what is looked at in the start, is noticed by the check that goes round, once") {
  KeptJournal kept;
  for (std::uint8_t n = 1; n <= 7; ++n) kept.fill(n, 10'000);
  kept.step();
  kept.tamper("UPDATE event SET header = zeroblob(128) WHERE row = 40");
  kept.open();
  CHECK_FALSE(kept.faults.empty());
  const auto count = kept.faults.size();
  while (kept.evidence->status().check_round_count < 2) kept.step();
  CHECK(kept.faults.size() == count);
}

TEST_CASE("of very many faults the first are told, then the first of each recording, and none again in each round") {
  KeptJournal kept;
  kept.fill(1, 500);
  kept.fill(2, 500);
  kept.tamper("UPDATE event SET payload = x'00' WHERE row > 300 AND row < 600");
  kept.open();
  CHECK(kept.faults.size() == kMaxRememberedFaults + 1);
  CHECK(kept.faults.back().recording_id == recording(2));
  while (kept.evidence->status().check_round_count < 3) kept.step();
  CHECK(kept.faults.size() == kMaxRememberedFaults + 1);
  CHECK(kept.evidence->status().fault_count == kept.faults.size());
}

TEST_CASE("the newest part is checked at once at the start, however long the journal is") {
  KeptJournal kept;
  kept.fill(1, 5000);
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 4990");
  kept.open();
  REQUIRE(kept.faults.size() == 1);
  CHECK(kept.faults[0].sequence == 4990);
}

TEST_CASE("a journal that is made anew under the server, with chains that hold, is not that of its tree") {
  KeptJournal kept;
  const auto [count, which] =
      GENERATE(table<std::uint64_t, std::string>({{600, "1 to 256"}, {3, "behind the first 0"}}));
  kept.fill(1, count);
  kept.step();
  CHECK(kept.faults.empty());
  const std::string note = kept.evidence->status().checkpoint;
  kept.forge(1, count);
  // Before it is noticed by itself.
  for (const auto scope : {Evidence::Scope::kJournal, Evidence::Scope::kRecordingAlone}) {
    CHECK_FALSE(kept.receipt(1, scope));
  }
  kept.step();
  REQUIRE_FALSE(kept.faults.empty());
  CHECK(kept.faults[0].what == "events " + which + " of the journal are not those of its tree");
  kept.commit(events(2, 1, 3));
  kept.now_wall_ns += kMinuteNs;
  kept.step();
  CHECK(kept.evidence->status().checkpoint == note);
  for (const auto scope : {Evidence::Scope::kJournal, Evidence::Scope::kRecordingAlone}) {
    const auto refused = kept.receipt(2, scope);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().reason, Catch::Contains("is vouched for no further"));
  }
}

TEST_CASE("a tail that is cut off under the server is missed, wherever the cut is") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  kept.tamper_closed("DELETE FROM event WHERE row > " + std::string(GENERATE("599", "500", "100", "0")));
  kept.step();
  REQUIRE(kept.faults.size() == 1);
  CHECK(kept.faults[0].what == "the journal holds fewer events than it did");
}

TEST_CASE("a sound journal is checked without a fault, round and round") {
  KeptJournal kept;
  kept.fill(1, 5000);
  const auto before = kept.evidence->status().check_round_count;
  for (int i = 0; i < 4; ++i) kept.step();
  CHECK(kept.evidence->status().check_round_count == before + 1);
  CHECK(kept.evidence->status().checked_event_count > 0);
  CHECK(kept.faults.empty());
}

TEST_CASE("when the last whole round ended is told, over how many events it was, and how far is signed") {
  KeptJournal kept;
  // The round that was under way, and a whole one.
  const auto go_round = [&] {
    const auto wanted = kept.evidence->status().check_round_count + 2;
    while (kept.evidence->status().check_round_count < wanted) kept.step();
  };
  kept.fill(1, 3000);
  go_round();
  const auto first = kept.evidence->status();
  CHECK(first.round_event_count == 3000);
  CHECK(first.signed_event_count == 3000);
  CHECK(first.round_ended_wall_ns > 0);
  kept.fill(2, 10);
  go_round();
  CHECK(kept.evidence->status().round_event_count == 3010);
  CHECK(kept.evidence->status().round_ended_wall_ns >= first.round_ended_wall_ns);
}

TEST_CASE("a tree that is gone or damaged is made again from the journal") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  const auto before = kept.newest_checkpoint();
  kept.close();
  SECTION("gone") { std::filesystem::remove(kept.file("tree.db")); }
  SECTION("damaged") {
    std::ofstream(kept.file("tree.db")) << "nonsense";
    kept.open();
    CHECK(text_of(kept.file("tree.db.damaged")) == "nonsense");
    CHECK_THAT(kept.troubles.at(0), Catch::Contains("set aside"));
    kept.close();
  }
  kept.open();
  CHECK(kept.newest_checkpoint().root == before.root);
  CHECK(kept.faults.empty());
}

TEST_CASE("a tree that cannot be opened at the moment stays as it is, and nothing is signed unchecked") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  const auto before = must(kept_notes(kept.file("tree.db")));
  kept.tamper("DELETE FROM event WHERE row > 550");
  std::filesystem::rename(kept.file("tree.db"), kept.file("away.db"));
  std::filesystem::create_directory(kept.file("tree.db"));
  kept.open();
  kept.step();
  CHECK(kept.troubles.size() == 1);
  CHECK_THAT(kept.troubles.at(0), Catch::Contains("unable to open"));
  CHECK_FALSE(kept.receipt(1));
  std::filesystem::remove(kept.file("tree.db"));
  std::filesystem::rename(kept.file("away.db"), kept.file("tree.db"));
  kept.step();
  CHECK_FALSE(kept.faults.empty());
  CHECK(must(kept_notes(kept.file("tree.db"))) == before);
}

TEST_CASE("the key may be called something else from now on - one that was replaced is told") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  const std::string before = kept.evidence->status().checkpoint;
  kept.close();
  SECTION("renamed") {
    kept.name = "other.example.org";
    kept.open();
    CHECK(kept.faults.empty());
  }
  SECTION("replaced") {
    std::filesystem::remove(kept.file("checkpoint.key"));
    kept.open();
    CHECK(kept.faults.empty());
    REQUIRE(kept.troubles.size() == 2);
    CHECK_THAT(kept.troubles[0], Catch::Contains("in " + kept.file("tree.db") + " is not one of this server's key"));
    CHECK_THAT(kept.troubles[1], Catch::Contains("in " + kept.copy_path + " is not one of this server's key"));
  }
  const auto notes = must(kept_notes(kept.file("tree.db")));
  REQUIRE(notes.size() == 2);
  CHECK(notes[0] == before);
  CHECK(split_notes(text_of(kept.copy_path)).whole == notes);
  CHECK(kept.newest_checkpoint().size == 3);
  CHECK(kept.newest_checkpoint().origin == kept.name);
  CHECK(kept.prove(must(kept.receipt(1))));
}

TEST_CASE("a key that is replaced together with the journal is no excuse for what is not what was signed") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  const auto before = must(kept_notes(kept.file("tree.db")));
  kept.close();
  std::filesystem::remove(kept.file("checkpoint.key"));
  kept.forge(1, 600);
  const bool has_tree = GENERATE(true, false);
  if (!has_tree) kept.remove_tree();
  kept.open();
  REQUIRE_FALSE(kept.faults.empty());
  CHECK_THAT(kept.faults[0].what, Catch::Contains("the journal is not what it was"));
  CHECK(kept.evidence->status().checkpoint.empty());
  CHECK(must(kept_notes(kept.file("tree.db"))) == (has_tree ? before : std::vector<std::string>{}));
  CHECK_FALSE(kept.receipt(1));
}

TEST_CASE("a clock that was set back does not keep the journal from being signed") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  kept.commit(events(1, 4, 5));
  kept.now_wall_ns -= 60 * kMinuteNs;
  kept.step();
  CHECK(kept.newest_checkpoint().size == 5);
}

TEST_CASE("what lasts is said once") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.close();
  must(must(Connection::open(kept.file("tree.db"), Access::kReadWrite, "")).execute("DROP TABLE copied"));
  kept.open();
  for (int i = 0; i < 3; ++i) kept.step();
  CHECK(kept.troubles.size() == 1);
}

TEST_CASE("the trees of two checkpoints are proved to be one that grew") {
  KeptJournal kept;
  kept.fill(1, 300);
  kept.step();
  const auto early = kept.newest_checkpoint();
  kept.fill(2, 700);
  kept.now_wall_ns += kMinuteNs;
  kept.step();
  const auto late = kept.newest_checkpoint();
  const auto proof = must(kept.evidence->prove_consistency(early.size, late.size));
  CHECK(is_consistent(early.size, early.root, late.size, late.root, proof));
  CHECK_FALSE(kept.evidence->prove_consistency(early.size, 5000));
}

}  // namespace regard::storage
