// A journal that cannot be read in part, or at the moment, and how the check of it goes on.
#include <catch2/catch.hpp>

#include "tests/storage/support/kept_journal.hpp"
#include "tests/storage/support/page_damage.hpp"

namespace regard::storage {
namespace {

using namespace samples;

constexpr std::int64_t kMinuteNs = std::chrono::nanoseconds(kCheckpointPause).count();

// Of two rounds.
void go_round(KeptJournal& kept) {
  const auto rounds = kept.evidence->status().check_round_count;
  for (int i = 0; i < 10; ++i) kept.step();
  CHECK(kept.evidence->status().check_round_count >= rounds + 2);
}

}  // namespace

TEST_CASE("events that cannot be read are a fault, told once, and what is behind them is checked") {
  KeptJournal kept;
  kept.fill(1, 900);
  kept.step();
  const std::string note = kept.evidence->status().checkpoint;
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 600");
  overwrite_text(kept.path(), "payload 1/300");
  kept.open();
  REQUIRE(kept.faults.size() == 2);
  CHECK(kept.faults[0].recording_id.is_nil());
  CHECK_THAT(kept.faults[0].what, Catch::StartsWith("events 257 to 512 cannot be read: database disk image"));
  CHECK(kept.faults[1].recording_id == recording(1));
  CHECK(kept.faults[1].sequence == 600);
  kept.commit(events(2, 1, 3));
  kept.now_wall_ns += kMinuteNs;
  go_round(kept);
  CHECK(kept.faults.size() == 2);
  CHECK(kept.troubles.empty());
  CHECK(kept.evidence->status().checkpoint == note);
  CHECK_FALSE(kept.receipt(2));
}

TEST_CASE("events that the tree cannot take in are a fault, and what is before them is checked") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 300");
  overwrite_text(kept.path(), "payload 1/560");
  kept.open();
  REQUIRE(kept.faults.size() >= 2);
  CHECK(kept.faults[0].recording_id.is_nil());
  CHECK_THAT(kept.faults[0].what, Catch::StartsWith("what follows the first 5"));
  CHECK(kept.faults.back().sequence == 300);
  const auto count = kept.faults.size();
  go_round(kept);
  CHECK(kept.faults.size() == count);
  CHECK(kept.troubles.empty());
  const auto refused = kept.receipt(1);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().reason, Catch::Contains("is vouched for no further"));
}

TEST_CASE("a journal that cannot be read at the moment is no fault: it is told once, and checked where it was") {
  KeptJournal kept;
  kept.fill(1, 5000);
  kept.step();
  const auto before = kept.evidence->status();
  SECTION("its events") { kept.troubles_of_reading.of_walk = {"locked"}; }
  SECTION("the event before a part") {
    while (kept.evidence->status().checked_event_count == 0) kept.step();
    kept.troubles_of_reading.of_find = {"locked"};
  }
  const auto checked = kept.evidence->status().checked_event_count;
  for (int i = 0; i < 3; ++i) kept.step();
  CHECK(kept.evidence->status().checked_event_count == checked);
  CHECK(kept.faults.empty());
  CHECK(kept.troubles == std::vector<std::string>{"locked"});
  kept.troubles_of_reading = {};
  kept.step();
  CHECK(kept.evidence->status().checked_event_count != checked);
  CHECK(kept.faults.empty());
}

TEST_CASE("an event that cannot be read when the next one is checked is a fault of its recording") {
  KeptJournal kept;
  kept.fill(1, 5000);
  while (kept.evidence->status().checked_event_count == 0) kept.step();
  kept.troubles_of_reading.of_find = {"malformed", true};
  kept.step();
  REQUIRE(kept.faults.size() == 1);
  CHECK(kept.faults[0].recording_id == recording(1));
  CHECK(kept.faults[0].sequence == kCheckedAtATime);
  CHECK(kept.faults[0].what == "cannot be read: malformed");
}

}  // namespace regard::storage
