#include "observer/recording/page_turns.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "observer/recording/limits.hpp"
#include "tests/observer/support/memory_journal.hpp"
#include "tests/observer/support/world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

// Readings by name; what came back, in that order.
struct Readers {
  void ask(const observer::AccountId& account_id, const std::string& name) {
    turns.read(account_id, random.uuid(), 0, 1, [this, name](const auto&) { answered += name; });
  }

  observer::testing::SeededRandom random{1};
  MemoryJournal journal;
  observer::PageTurns turns{journal};
  std::string answered;
};

}  // namespace

TEST_CASE("however much one account asks for, the next turn is another's") {
  Readers readers;
  const auto greedy = readers.random.uuid();
  const auto modest = readers.random.uuid();
  for (int i = 0; i < 6; ++i) readers.ask(greedy, "g");
  readers.ask(modest, "m");
  readers.ask(modest, "m");
  while (readers.journal.has_reads()) readers.journal.read_next();
  CHECK(readers.answered ==
        "ggg"
        "mgmgg");
}

TEST_CASE("only a few pages are with the journal at a time, and each that comes back makes place") {
  Readers readers;
  const auto account_id = readers.random.uuid();
  constexpr std::size_t kAsked = 4 * observer::limits::kMaxPagesInFlight;
  for (std::size_t i = 0; i < kAsked; ++i) readers.ask(account_id, "x");
  std::size_t most_in_flight = 0;
  while (readers.journal.has_reads()) {
    most_in_flight = std::max(most_in_flight, readers.journal.read_count());
    readers.journal.read_next();
  }
  CHECK(most_in_flight == observer::limits::kMaxPagesInFlight);
  CHECK(readers.answered.size() == kAsked);
}
