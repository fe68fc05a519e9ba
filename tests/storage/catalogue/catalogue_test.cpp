// The read model: what it lists, to whom, in which order, and how it comes back from whatever is done to its file.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <stdexcept>

#include "storage/catalogue/limits.hpp"
#include "storage/catalogue/summary_rows.hpp"
#include "tests/storage/catalogue/catalogue_world.hpp"
#include "tests/storage/support/erasure.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::InterviewFilter;
using observer::InterviewQuery;
using observer::InterviewState;
using observer::InterviewSummary;
using observer::RecordingId;

constexpr std::int64_t kDayNs = 86'400LL * 1'000'000'000;
constexpr std::int64_t kBegin = 1'790'000'000'000'000'000;

Somebody somebody(std::uint8_t n, const std::string& name) { return {recording(n), name}; }
const Somebody kLea = somebody(1, "Léa Bernard");
const Somebody kHugo = somebody(2, "Hugo Petit");
const Somebody kClaire = somebody(3, "Claire Martin");
const Somebody kPaul = somebody(4, "Paul Durand");

Opening opening(const std::string& title = "Devis dentaire", std::int64_t opened_wall_ns = kBegin) {
  return {.title = title, .candidate = kLea, .assessors = {kClaire, kPaul}, .opened_wall_ns = opened_wall_ns};
}

std::vector<RecordingId> ids_of(const observer::InterviewPage& page) {
  std::vector<RecordingId> ids;
  for (const InterviewSummary& interview : page.interviews) ids.push_back(interview.interview_id);
  return ids;
}

std::vector<RecordingId> found(CatalogueWorld& world, const InterviewFilter& filter) {
  return ids_of(must(world.catalogue().find({filter, {}, 1000})));
}

InterviewFilter words(const std::string& text) { return {.words = text}; }

bool equal(const InterviewSummary& a, const InterviewSummary& b) {
  const auto equal_markings = [](const auto& one, const auto& other) {
    return one.recording_id == other.recording_id && one.assessor_id == other.assessor_id &&
           one.assessor_name == other.assessor_name && one.is_closed == other.is_closed;
  };
  return a.interview_id == b.interview_id && a.opened.SerializeAsString() == b.opened.SerializeAsString() &&
         a.opened_mono_ns == b.opened_mono_ns && a.opened_wall_ns == b.opened_wall_ns &&
         a.closed_mono_ns == b.closed_mono_ns && a.is_sealed == b.is_sealed &&
         std::ranges::equal(a.markings, b.markings, equal_markings);
}

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

TEST_CASE("whatever signs a search holds, they are no syntax; a search without a word is none") {
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

// An independent reading of the port, over all interviews.
bool is_asked_for(const InterviewFilter& filter, const InterviewSummary& interview) {
  const auto sits = [&](const observer::AccountId& id) {
    return interview.seats.candidate == id || interview.seats.is_assessor(id);
  };
  const auto has_word = [&](const std::string& word) {
    const auto& opened = interview.opened;
    std::string text = " " + opened.title() + " " + opened.candidate().name();
    for (const auto& assessor : opened.assessors()) text += " " + assessor.name();
    return text.find(" " + word) != std::string::npos;
  };
  return (!filter.seen_by || sits(*filter.seen_by)) && (!filter.person || sits(*filter.person)) &&
         (!filter.state || state_of(interview) == *filter.state) &&
         (!filter.channel || interview.opened.channel() == *filter.channel) &&
         (!filter.block_code || interview.opened.block_code() == *filter.block_code) &&
         (!filter.opened_from_wall_ns || interview.opened_wall_ns >= *filter.opened_from_wall_ns) &&
         (!filter.opened_until_wall_ns || interview.opened_wall_ns < *filter.opened_until_wall_ns) &&
         (filter.words.empty() || has_word(filter.words));
}

class RandomCatalogue {
 public:
  explicit RandomCatalogue(std::uint64_t seed) : choices_(seed) {
    for (int i = 0; i < 120; ++i) step();
  }

  void step() {
    const std::vector<Somebody> assessors = {kClaire, kPaul};
    if (ids_.empty() || below(3) > 0) {
      Opening made;
      made.title = std::vector<std::string>{"Devis dentaire", "Devis optique", "Naissance"}[below(3)];
      made.channel = static_cast<v1::Channel>(1 + below(4));
      made.block_code = std::vector<std::string>{"B1", "B3", "B4"}[below(3)];
      made.candidate = below(2) == 0 ? kLea : kHugo;
      made.assessors.assign(assessors.begin() + static_cast<std::ptrdiff_t>(below(2)), assessors.end());
      // Later ones are opened later, as a clock that nobody has set says.
      made.opened_wall_ns = now_ns_ += static_cast<std::int64_t>(below(3)) * kDayNs / 4;
      ids_.push_back(world.open(made));
      return;
    }
    const RecordingId id = ids_[below(ids_.size())];
    const InterviewSummary& interview = world.expected(id);
    if (interview.is_live()) return world.close(id);
    for (std::size_t n = 0; n < interview.markings.size(); ++n) {
      if (!interview.markings[n].is_closed) return world.close_marking(id, n);
    }
    world.open(opening("Naissance", now_ns_));
  }

  InterviewFilter any_filter() {
    InterviewFilter filter;
    const auto sometimes = [&] { return below(3) == 0; };
    const std::vector<Somebody> all = {kLea, kHugo, kClaire, kPaul};
    if (sometimes()) filter.seen_by = all[below(4)].account_id;
    if (sometimes()) filter.state = static_cast<InterviewState>(below(3));
    if (sometimes()) filter.channel = static_cast<v1::Channel>(1 + below(4));
    if (sometimes()) filter.block_code = std::vector<std::string>{"B1", "B3", "B9"}[below(3)];
    if (sometimes()) filter.person = all[below(4)].account_id;
    if (sometimes()) filter.opened_from_wall_ns = kBegin + static_cast<std::int64_t>(below(20)) * kDayNs;
    if (sometimes()) filter.opened_until_wall_ns = kBegin + static_cast<std::int64_t>(below(20)) * kDayNs;
    if (sometimes()) filter.words = std::vector<std::string>{"Dev", "opt", "Clai", "Hu"}[below(4)];
    if (filter.words == "opt") filter.words = "optique";
    return filter;
  }

  // Live ones first, then the latest.
  [[nodiscard]] std::vector<RecordingId> expected(const InterviewFilter& filter) const {
    struct Place {
      bool is_live;
      std::int64_t opened_wall_ns;
      std::size_t number;
      auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> places;
    for (std::size_t n = 0; n < world.expected().size(); ++n) {
      const InterviewSummary& interview = world.expected()[n];
      if (is_asked_for(filter, interview)) places.push_back({interview.is_live(), interview.opened_wall_ns, n});
    }
    std::ranges::sort(places, std::greater{});
    std::vector<RecordingId> ids;
    for (const Place& place : places) ids.push_back(world.expected()[place.number].interview_id);
    return ids;
  }

  std::size_t below(std::size_t count) { return choices_() % count; }

  CatalogueWorld world;

 private:
  std::mt19937_64 choices_;
  std::vector<RecordingId> ids_;
  std::int64_t now_ns_ = kBegin;
};

TEST_CASE("every mix of filters, on pages of every length, lists exactly what it asks for, in order") {
  int found_count = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    RandomCatalogue random(seed);
    for (int i = 0; i < 150; ++i) {
      const InterviewFilter filter = random.any_filter();
      const std::size_t limit = 1 + random.below(40);
      CAPTURE(seed, i, limit, filter.words);
      std::vector<RecordingId> listed;
      std::optional<observer::InterviewCursor> after;
      do {
        const auto page = must(random.world.catalogue().find({filter, after, limit}));
        REQUIRE(page.interviews.size() <= limit);
        REQUIRE((!page.next || page.interviews.size() == limit));
        std::ranges::move(ids_of(page), std::back_inserter(listed));
        after = page.next;
      } while (after);
      REQUIRE(listed == random.expected(filter));
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

TEST_CASE("a catalogue that is deleted, damaged, foreign or of another journal is made anew, and says the same") {
  RandomCatalogue random(3);
  CatalogueWorld& world = random.world;
  const auto before = found(world, {});
  const auto unharmed = [&] {
    CHECK(found(world, {}) == before);
    for (const InterviewSummary& interview : world.expected()) {
      CHECK(equal(must(world.catalogue().find_one(interview.interview_id)).value(), interview));
    }
    CHECK(found(world, words("devis")) == random.expected({.words = "Devis"}));
  };
  SECTION("nothing was done to it") {
    world.reopen_catalogue();
    CHECK(world.replaced_because.empty());
    unharmed();
  }
  SECTION("deleted") {
    world.while_closed([&] { must(CatalogueDatabase::remove(world.catalogue_path())); });
    CHECK(world.replaced_because.empty());
    unharmed();
  }
  SECTION("no database at all") {
    world.while_closed([&] { std::ofstream(world.catalogue_path(), std::ios::trunc) << std::string(5'000, 'x'); });
    CHECK(world.replaced_because.size() == 1);
    unharmed();
  }
  SECTION("another program's") {
    world.while_closed([&] {
      must(CatalogueDatabase::remove(world.catalogue_path()));
      auto connection = must(Connection::open(world.catalogue_path(), Access::kReadWrite, ""));
      must(connection.execute("CREATE TABLE theirs (x)"));
    });
    CHECK_THAT(world.replaced_because.front(), Catch::Contains("no catalogue of this version"));
    unharmed();
  }
  SECTION("of another version") {
    world.while_closed([&] {
      auto connection = must(Connection::open(world.catalogue_path(), Access::kReadWrite, ""));
      must(connection.execute("PRAGMA user_version = 77"));
    });
    CHECK(world.replaced_because.size() == 1);
    unharmed();
  }
  SECTION("of another journal, with as many events") {
    world.while_closed([&] {
      auto connection = must(Connection::open(world.catalogue_path(), Access::kReadWrite, ""));
      must(connection.execute("UPDATE fold_progress SET chain = zeroblob(32)"));
    });
    CHECK_THAT(world.replaced_because.front(), Catch::Contains("another journal"));
    unharmed();
  }
  SECTION("ahead of a journal that was restored from a copy") {
    world.while_closed([&] {
      auto connection = must(Connection::open(world.catalogue_path(), Access::kReadWrite, ""));
      must(connection.execute("UPDATE fold_progress SET position = position + 1000"));
    });
    CHECK(world.replaced_because.size() == 1);
    unharmed();
  }
}

// Everything that answers are made of, and that the words are indexed as they are kept.
std::vector<std::string> content_of(const std::string& path) {
  auto connection = must(Connection::open(path, Access::kReadWrite, {}));
  CHECK(connection.execute("INSERT INTO interview_words (interview_words) VALUES ('integrity-check')"));
  must(connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, interview_words, instance)"));
  auto query = must(connection.prepare(
      "SELECT 'interview ' || number || hex(interview_id) || state || channel || block_code || hex(opened)"
      " || opened_wall_ns || ' ' || opened_mono_ns || ' ' || closed_mono_ns FROM interview"
      " UNION ALL SELECT 'marking ' || number || ' ' || place || hex(recording_id) || hex(assessor_id)"
      " || assessor_name || is_closed FROM marking"
      " UNION ALL SELECT 'listing ' || hex(scope) || state || channel || block_code || opened_wall_ns || ' ' || number"
      " FROM listing"
      " UNION ALL SELECT 'word ' || doc || term FROM temp.word"
      " UNION ALL SELECT 'day ' || day || ' ' || first_number || ' ' || last_number FROM opened_day"
      " UNION ALL SELECT 'folded ' || position || hex(chain) FROM fold_progress ORDER BY 1"));
  std::vector<std::string> lines;
  while (must(query.step())) lines.push_back(query.text(0));
  return lines;
}

TEST_CASE("rebuilding gives, to the byte, what following along gave") {
  RandomCatalogue random(5);
  CatalogueWorld& world = random.world;
  for (int i = 0; i < 40; ++i) {
    random.step();
    (void)world.catalogue();
  }
  std::vector<std::string> followed;
  world.while_closed([&] {
    followed = content_of(world.catalogue_path());
    must(CatalogueDatabase::remove(world.catalogue_path()));
  });
  (void)world.catalogue();
  std::vector<std::string> rebuilt;
  world.while_closed([&] { rebuilt = content_of(world.catalogue_path()); });
  CHECK(followed.size() > 500);
  CHECK(rebuilt == followed);
}

TEST_CASE("folding that ended between two transactions goes on where it ended") {
  CatalogueWorld world;
  // Three events each.
  for (std::size_t i = 0; i < kMaxFoldEvents / 3 + 1; ++i) world.open(opening());
  int stretches = 0;
  const auto end = [&](CatalogueProgress) {
    ++stretches;
    throw std::runtime_error("the process ends here");
  };
  CHECK_THROWS_AS(world.outdated_catalogue().catch_up(end), std::runtime_error);
  world.reopen_catalogue();
  must(world.outdated_catalogue().catch_up([&](CatalogueProgress) { ++stretches; }));
  CHECK(stretches == 2);
  CHECK(must(world.outdated_catalogue().interview_count()) == world.expected().size());
}

TEST_CASE("a stretch that is folded again changes nothing") {
  RandomCatalogue random(4);
  const auto before = found(random.world, {});
  random.world.while_closed([&] {
    auto connection = must(Connection::open(random.world.catalogue_path(), Access::kReadWrite, ""));
    must(connection.execute("UPDATE fold_progress SET position = 0, chain = x''"));
  });
  CHECK(random.world.replaced_because.empty());
  CHECK(found(random.world, {}) == before);
  CHECK(found(random.world, words("devis")) == random.expected({.words = "Devis"}));
}

TEST_CASE("erased openings and closings are listed as far as they are known") {
  CatalogueWorld world;
  const RecordingId id = world.open(opening());
  const RecordingId other = world.open(opening("Autre"));
  world.close(id);
  world.close_marking(id, 0);
  const RecordingId marking = world.expected(id).markings[0].recording_id;
  const auto erase_and_rebuild = [&](const RecordingId& recording_id, std::uint64_t sequence) {
    world.while_closed([&] {
      tests::erase(world.journal_path(), recording_id, sequence);
      must(CatalogueDatabase::remove(world.catalogue_path()));
    });
  };
  SECTION("the opening of an interview") {
    erase_and_rebuild(id, 1);
    const auto one = must(world.catalogue().find_one(id)).value();
    CHECK(one.opened.title().empty());
    CHECK(one.markings.size() == 2);
    CHECK_FALSE(one.is_live());
    CHECK(found(world, {}) == std::vector{other, id});
    CHECK(found(world, {.seen_by = kLea.account_id}) == std::vector{other});
    CHECK(found(world, words("devis")).empty());
  }
  SECTION("the opening of a marking") {
    erase_and_rebuild(marking, 1);
    const auto one = must(world.catalogue().find_one(id)).value();
    REQUIRE(one.markings.size() == 2);
    CHECK(one.markings[0].assessor_id.is_nil());
    CHECK(one.markings[0].is_closed);
  }
  SECTION("closings") {
    erase_and_rebuild(id, 2);
    erase_and_rebuild(marking, 2);
    world.close_marking(id, 1);
    CHECK(found(world, {.state = InterviewState::unsealed}) == std::vector{id});
  }
}

TEST_CASE("what no list shows moves the catalogue on all the same") {
  CatalogueWorld world;
  const RecordingId id = world.open(opening());
  for (int i = 0; i < 10; ++i) world.say(id);
  int stretches = 0;
  must(world.catalogue().catch_up([&](CatalogueProgress) { ++stretches; }));
  CHECK(stretches == 0);
  world.say(id);
  world.reopen_catalogue();
  CHECK(world.replaced_because.empty());
  CHECK(found(world, {}) == std::vector{id});
}

}  // namespace
}  // namespace regard::storage
