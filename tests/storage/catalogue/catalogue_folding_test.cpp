// How the read model comes from the journal, and comes back from whatever is done to its file.
#include <catch2/catch.hpp>
#include <fstream>
#include <stdexcept>

#include "storage/catalogue/limits.hpp"
#include "tests/storage/catalogue/random_catalogue.hpp"
#include "tests/storage/support/erasure.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::InterviewState;
using observer::InterviewSummary;
using observer::RecordingId;

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
