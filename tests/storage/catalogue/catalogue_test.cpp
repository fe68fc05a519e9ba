// The read model: what it lists, to whom and in which order.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/storage/catalogue/random_catalogue.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::InterviewFilter;
using observer::InterviewState;
using observer::RecordingId;

TEST_CASE("an interview is listed as it is, from its opening to its unsealing") {
  CatalogueWorld world;
  const RecordingId id = world.open(opening());
  const auto check = [&](InterviewState state) {
    const auto one = must(world.catalogue().find_one(id));
    REQUIRE(one);
    CHECK(equal(*one, world.expected(id)));
    for (const auto other : {InterviewState::live, InterviewState::sealed, InterviewState::unsealed}) {
      CHECK(found(world, {.state = other}).size() == (other == state ? 1 : 0));
    }
  };
  check(InterviewState::live);
  CHECK(must(world.catalogue().live_count()) == 1);
  world.close(id);
  check(InterviewState::sealed);
  world.close_marking(id, 0);
  check(InterviewState::sealed);
  world.close_marking(id, 1);
  check(InterviewState::unsealed);
  CHECK(must(world.catalogue().live_count()) == 0);
}

TEST_CASE("a person's list knows whether their own marking is to be closed, and nothing of another's") {
  CatalogueWorld world;
  const RecordingId id = world.open(opening());
  const auto check = [&](InterviewState claires, InterviewState pauls) {
    for (const std::string text : {"", "devis"}) {
      for (const auto asked : {InterviewState::to_close, InterviewState::awaiting}) {
        CHECK(found(world, {.seen_by = kClaire.account_id, .state = asked, .words = text}).size() ==
              (asked == claires ? 1 : 0));
        CHECK(found(world, {.seen_by = kPaul.account_id, .state = asked, .words = text}).size() ==
              (asked == pauls ? 1 : 0));
        // What is asked for is the asker's own state, whoever else sits there and whichever list is the shorter.
        CHECK(found(world, {.seen_by = kClaire.account_id, .state = asked, .person = kPaul.account_id, .words = text})
                  .size() == (asked == claires ? 1 : 0));
        CHECK(found(world, {.state = asked, .person = kPaul.account_id, .words = text}).size() ==
              (asked == pauls ? 1 : 0));
      }
      CHECK(found(world, {.state = InterviewState::to_close, .words = text}) == std::vector{id});
      CHECK(found(world, {.state = InterviewState::awaiting, .words = text}).empty());
      for (const auto& person : {kClaire, kPaul, kLea}) {
        CHECK(found(world, {.seen_by = person.account_id, .state = InterviewState::sealed, .words = text}).size() == 1);
      }
      CHECK(found(world, {.seen_by = kLea.account_id, .state = InterviewState::to_close, .words = text}).empty());
    }
  };
  // Paul's list is longer than Claire's, then Claire's than Paul's.
  Opening others = opening("Autre chose");
  others.assessors = {kPaul};
  for (int i = 0; i < 4; ++i) world.open(others);
  world.close(id);
  check(InterviewState::to_close, InterviewState::to_close);
  world.close_marking(id, 0);
  check(InterviewState::awaiting, InterviewState::to_close);
  others.assessors = {kClaire};
  for (int i = 0; i < 9; ++i) world.open(others);
  check(InterviewState::awaiting, InterviewState::to_close);
  world.close_marking(id, 1);
  for (const auto& person : {kClaire, kPaul}) {
    CHECK(found(world, {.seen_by = person.account_id, .state = InterviewState::unsealed}) == std::vector{id});
    CHECK(found(world, {.seen_by = person.account_id, .state = InterviewState::awaiting}).empty());
  }
}

TEST_CASE("the first page counts what the list has altogether, up to a thousand, and further pages do not") {
  CatalogueWorld world;
  for (int i = 0; i < 7; ++i) world.open(opening(i < 3 ? "Devis" : "Naissance"));
  CHECK(must(world.catalogue().find({{}, {}, 2})).count == observer::InterviewCount{7, false});
  CHECK(must(world.catalogue().find({words("devis"), {}, 2})).count == observer::InterviewCount{3, false});
  CHECK(must(world.catalogue().find({{.seen_by = kHugo.account_id}, {}, 2})).count == observer::InterviewCount{});
  CHECK(must(world.catalogue().find({{.person = observer::AccountId{}}, {}, 2})).count == observer::InterviewCount{});
  const auto next = must(world.catalogue().find({{}, {}, 2})).next;
  CHECK_FALSE(must(world.catalogue().find({{}, next, 2})).count);
  for (int i = 7; i < 1'001; ++i) world.open(opening());
  CHECK(must(world.catalogue().find({{}, {}, 2})).count == observer::InterviewCount{1'000, true});
  CHECK(must(world.catalogue().find({words("de"), {}, 2})).count == observer::InterviewCount{997, false});
}

TEST_CASE("a cursor says nothing that the interviews of its page do not say") {
  CatalogueWorld world;
  for (int i = 0; i < 3; ++i) world.open(opening());
  const auto page = must(world.catalogue().find({{}, {}, 2}));
  const observer::InterviewSummary& last = page.interviews.back();
  CHECK(page.next == observer::InterviewCursor{true, last.opened_wall_ns, last.interview_id});
}

TEST_CASE("what is not there is not found") {
  CatalogueWorld world;
  CHECK_FALSE(must(world.catalogue().find_one(recording(9))));
  CHECK(must(world.catalogue().find({{}, {}, 10})).interviews.empty());
  CHECK(must(world.catalogue().find({{}, {}, 0})).interviews.empty());
}

TEST_CASE("words are found by their beginnings, in any order, without accents and capitals") {
  CatalogueWorld world;
  const RecordingId id = world.open(opening("Réclamation : l’eau et le « feu »"));
  world.open(opening("Devis optique"));
  for (const char* text : {"reclam", "RÉCLAMATION", "bernard réc", "mart dur feu", "l’eau", "eau", "« feu", "feu —",
                           "réclamation : feu"}) {
    INFO(text);
    const auto ids = found(world, words(text));
    CHECK(std::ranges::find(ids, id) != ids.end());
  }
  world.open(opening("À cœur ouvert, chez Æsop, Weißstraße"));
  for (const char* text : {"coeur", "CŒUR", "cœ", "aesop", "æs", "weissstrasse", "WEISSSTRAẞE"}) {
    INFO(text);
    CHECK(found(world, words(text)).size() == 1);
  }
  CHECK(found(world, words("reclam optique")).empty());
  CHECK(found(world, words("clamation")).empty());
  CHECK(found(world, words("dev")).size() == 1);
}

TEST_CASE("whatever signs a search holds, they are no syntax - a search without a word is none") {
  CatalogueWorld world;
  world.open(opening());
  world.open(opening("Autre chose"));
  for (const std::string text : {"\"", "*", "-", "(", "***", " ", "—", "« »", "=", ":"}) {
    INFO(text);
    CHECK(found(world, words(text)).size() == 2);
  }
  for (const std::string text : {"devis OR autre", "devis NEAR autre", "NOT devis", "text : devis x", "devis\"", "dev^",
                                 "=state0", "=persona0a0", "devis AND autre", "{devis}"}) {
    INFO(text);
    CHECK(found(world, words(text)).size() <= 1);
  }
  CHECK(found(world, words(std::string("de\0vis", 6))).size() <= 1);
  CHECK(found(world, words(std::string(10'000, 'x'))).empty());
}

TEST_CASE("nobody finds a facet by typing it, nor by being called like one") {
  CatalogueWorld world;
  Opening posing = opening("=state2 =channel3");
  const RecordingId id = world.open(posing);
  CHECK(found(world, {.state = InterviewState::unsealed, .words = "state2"}).empty());
  CHECK(found(world, words("state2")) == std::vector{id});
  CHECK(found(world, words("state0")).empty());
}

TEST_CASE("whoever sees only their own finds and counts only their own") {
  CatalogueWorld world;
  const RecordingId own = world.open(opening());
  Opening others = opening();
  others.candidate = kHugo;
  others.assessors = {kPaul};
  world.open(others);
  for (const std::string text : {"", "devis"}) {
    CHECK(found(world, {.seen_by = kLea.account_id, .words = text}) == std::vector{own});
    CHECK(found(world, {.seen_by = kPaul.account_id, .words = text}).size() == 2);
    CHECK(found(world, {.seen_by = kPaul.account_id, .person = kLea.account_id, .words = text}) == std::vector{own});
    CHECK(found(world, {.seen_by = kLea.account_id, .person = kHugo.account_id, .words = text}).empty());
    // A nil id is nobody's, and not everybody's.
    CHECK(found(world, {.seen_by = observer::AccountId{}, .words = text}).empty());
    CHECK(found(world, {.person = observer::AccountId{}, .words = text}).empty());
  }
  const auto page = must(world.catalogue().find({{.seen_by = kLea.account_id}, {}, 1}));
  CHECK(page.interviews.size() == 1);
  CHECK_FALSE(page.next);
}

TEST_CASE("blocks that differ by a sign or by capitals alone are different blocks") {
  CatalogueWorld world;
  Opening made = opening();
  made.block_code = "B1.2";
  const RecordingId id = world.open(made);
  for (const char* other : {"B12", "b1.2", "B1-2"}) {
    made.block_code = other;
    world.open(made);
  }
  for (const std::string text : {"", "devis"}) {
    CHECK(found(world, {.block_code = "B1.2", .words = text}) == std::vector{id});
  }
}

TEST_CASE("every mix of filters, on pages of every length, lists exactly what it asks for, in order") {
  int found_count = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    RandomCatalogue random(seed);
    for (int i = 0; i < 150; ++i) {
      const InterviewFilter filter = random.any_filter();
      const std::size_t limit = 1 + random.below(40);
      const auto order = static_cast<observer::InterviewOrder>(random.below(2));
      CAPTURE(seed, i, limit, filter.words, order);
      std::vector<RecordingId> listed;
      std::uint64_t counted = 0;
      std::optional<observer::InterviewCursor> after;
      do {
        const auto page = must(random.world.catalogue().find({filter, after, limit, order}));
        if (!after) counted = page.count->counted;
        REQUIRE(page.interviews.size() <= limit);
        REQUIRE((!page.next || page.interviews.size() == limit));
        std::ranges::move(ids_of(page), std::back_inserter(listed));
        after = page.next;
      } while (after);
      REQUIRE(listed == random.expected(filter, order));
      REQUIRE(counted == listed.size());
      found_count += static_cast<int>(listed.size());
    }
  }
  CHECK(found_count > 5'000);
}

TEST_CASE("paging through a list that grows meanwhile gives what was there once each") {
  RandomCatalogue random(7);
  const auto at_first = random.expected({});
  std::vector<RecordingId> listed;
  std::optional<observer::InterviewCursor> after;
  do {
    const auto page = must(random.world.catalogue().find({{}, after, 5}));
    std::ranges::move(ids_of(page), std::back_inserter(listed));
    after = page.next;
    random.world.open(opening("Plus tard", kBegin + 1000 * kDayNs));
  } while (after);
  CHECK(listed == at_first);
}

}  // namespace
}  // namespace regard::storage
