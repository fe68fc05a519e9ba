#include "storage/sqlite/schema.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using namespace samples;

Connection connect(const std::string& path) { return must(Connection::open(path, Access::kReadWrite, "")); }

std::string failure_to_open(const std::string& path) {
  const auto store = SqliteStore::open({.database_path = path, .vfs = {}});
  REQUIRE_FALSE(store);
  return store.error().reason;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

// The fixture is a dump of a database of version 1: it stays as it is for ever.
TEST_CASE("a database of version 1 is brought to the present schema with everything in it") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  must(connect(path).execute(text_of(std::string(REGARD_STORAGE_FIXTURES) + "/version_1.sql")));
  SeededRandom random(1);
  auto store = open_store(path, random);
  auto expected = events(1, 1, 5);
  expected[4].header.external_id = "<1@mutuelle.example>";
  CHECK(must(store->read(recording(1), 0, 100)) == expected);
  CHECK(must(store->reader().read_family(recording(2))) == std::vector{recording(1), recording(2)});
  CHECK(must(store->read(recording(2), 0, 100)) == events(2, 1, 3));
  CHECK(must((*store)->accounts()).size() == 1);
  CHECK(must((*store)->sessions()).size() == 1);
  must(store->commit(events(1, 6, 6)));
  store.reset();
  const auto report = must(verify_database({.database_path = path, .vfs = {}}));
  CHECK(report.is_sound());
  CHECK(report.event_count == 9);
  CHECK(must(connect(path).integer("PRAGMA user_version")) == static_cast<std::int64_t>(migrations().size()));
}

TEST_CASE("from version 2 on an integration has tokens: the one that it had can do what it could") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  must(connect(path).execute(text_of(std::string(REGARD_STORAGE_FIXTURES) + "/version_2.sql")));
  SeededRandom random(1);
  auto store = open_store(path, random);
  const auto platform = must((*store)->find_account("platform"));
  REQUIRE(platform);
  CHECK(platform->secret_hash.empty());
  const auto tokens = must((*store)->tokens());
  REQUIRE(tokens.size() == 1);
  CHECK(tokens.front().token_hash == "aabb");
  CHECK(tokens.front().account_id == platform->account_id);
  CHECK(tokens.front().scope == observer::TokenScope{.speaks_for_candidate = true});
  CHECK_FALSE(tokens.front().is_over(std::numeric_limits<std::int64_t>::max()));
}

TEST_CASE("from version 3 on an account has invitations: nobody is invited yet, and all else is as it was") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  must(connect(path).execute(text_of(std::string(REGARD_STORAGE_FIXTURES) + "/version_3.sql")));
  SeededRandom random(1);
  auto store = open_store(path, random);
  CHECK(must((*store)->invitations()).empty());
  const auto claire = must((*store)->find_account("claire"));
  REQUIRE(claire);
  CHECK(claire->secret_hash == "hash");
  CHECK(must((*store)->tokens()).size() == 1);
  REQUIRE(must((*store)->second_factors()).size() == 1);
  CHECK(must((*store)->second_factors()).front().last_step == 59'000'000);
  must((*store)->put_invitation({claire->account_id, "eeff", 100}));
  CHECK(must((*store)->invitations()).size() == 1);
  store.reset();
  CHECK(must(verify_database({.database_path = path, .vfs = {}})).is_sound());
  CHECK(must(connect(path).integer("PRAGMA user_version")) == static_cast<std::int64_t>(migrations().size()));
}

TEST_CASE("only the steps that are missing are taken, all or none") {
  TemporaryDirectory directory;
  auto connection = connect(directory.file("regard.db"));
  constexpr std::string_view kFirst = "CREATE TABLE first (x)";
  constexpr std::string_view kSecond = "CREATE TABLE second (x)";
  constexpr std::string_view kBroken = "CREATE TABLE third (x); CREATE TABLE first (x)";
  must(migrate(connection, std::array{kFirst}));
  CHECK_FALSE(migrate(connection, std::array{kFirst, kSecond, kBroken}));
  CHECK(must(connection.integer("PRAGMA user_version")) == 1);
  CHECK(must(connection.integer("SELECT count(*) FROM sqlite_schema")) == 1);
  must(migrate(connection, std::array{kFirst, kSecond}));
  CHECK(must(connection.integer("PRAGMA user_version")) == 2);
  CHECK(must(connection.integer("SELECT count(*) FROM sqlite_schema")) == 2);
}

TEST_CASE("a database of a later version is refused in one sentence and left as it is") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  SeededRandom random(1);
  open_store(path, random).reset();
  must(connect(path).execute("PRAGMA user_version = 99"));
  const std::string before = text_of(path);
  CHECK_THAT(failure_to_open(path),
             Catch::Contains("regard.db was written by a later version of Regard (schema 99; this program knows"));
  CHECK(text_of(path) == before);
}

TEST_CASE("the database of another program is refused and left as it is") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  must(connect(path).execute("CREATE TABLE theirs (x)"));
  const std::string before = text_of(path);
  CHECK_THAT(failure_to_open(path), Catch::Contains("regard.db is the database of another program"));
  CHECK(text_of(path) == before);
}

TEST_CASE("a file that is no database is refused and left as it is") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  const std::string text(10'000, 'x');
  write_text(path, text);
  CHECK_THAT(failure_to_open(path), Catch::Contains("regard.db is damaged or is no database: file is not a database"));
  CHECK(text_of(path) == text);
}

TEST_CASE("a torn file is never taken for a sound one") {
  TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  SeededRandom random(1);
  {
    auto store = open_store(path, random);
    must(store->commit(events(1, 1, 500)));
    must((*store)->maintain(WritingEngine::Maintenance::kAll));
  }
  const std::string whole = text_of(path);
  REQUIRE(whole.size() > std::size_t{20} * 4096);
  SECTION("the end is missing") {
    for (std::size_t size = 512; size < whole.size(); size += 4096) {
      CAPTURE(size);
      write_text(path, whole.substr(0, size));
      const auto report = verify_database({.database_path = path, .vfs = {}});
      CHECK((!report || !report->is_sound()));
    }
  }
  SECTION("a page is zero") {
    for (std::size_t page = 0; page < whole.size() / 4096; ++page) {
      CAPTURE(page);
      std::string torn = whole;
      torn.replace(page * 4096, 4096, 4096, '\0');
      write_text(path, torn);
      const auto report = verify_database({.database_path = path, .vfs = {}});
      CHECK((!report || !report->is_sound()));
    }
  }
}

TEST_CASE("a place where no database can be is refused in one sentence") {
  TemporaryDirectory directory;
  CHECK_THAT(failure_to_open(directory.file("missing/regard.db")),
             Catch::Contains("missing/regard.db cannot be opened"));
}

}  // namespace
}  // namespace regard::storage
