// Checkpoints that are copied elsewhere, and read back.
#include <sys/resource.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>

#include "storage/evidence/copied_notes.hpp"
#include "storage/evidence/kept_notes.hpp"
#include "tests/storage/support/kept_journal.hpp"

namespace regard::storage {
namespace {

using namespace samples;

}  // namespace

TEST_CASE("checkpoints are copied elsewhere, each once - when that fails it is said, and made up for") {
  KeptJournal kept;
  kept.close();
  kept.copy_path = kept.file("away") + "/copies";
  kept.open();
  kept.fill(1, 3);
  kept.step();
  CHECK_THAT(kept.evidence->status().copy_trouble, Catch::Contains("cannot be copied"));
  kept.step();
  CHECK(kept.troubles.size() == 1);
  std::filesystem::create_directory(kept.file("away"));
  kept.close_recording(1, 4);
  kept.step();
  CHECK(kept.evidence->status().copy_trouble.empty());
  kept.close();
  kept.open();
  kept.close_recording(2, 1);
  kept.step();
  const auto notes = split_notes(text_of(kept.copy_path)).whole;
  std::vector<std::uint64_t> sizes;
  for (const std::string& note : notes) sizes.push_back(open_note(note, kept.key()).value().size);
  CHECK(sizes == std::vector<std::uint64_t>{3, 4, 5});
  CHECK(must(kept_notes(kept.file("tree.db"))) == notes);
}

TEST_CASE("a checkpoint of which the tree cannot say that it was copied is copied once") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  auto tree = must(Connection::open(kept.file("tree.db"), Access::kReadWrite, {}));
  must(tree.execute("CREATE TRIGGER full BEFORE UPDATE ON copied BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
  kept.close_recording(1, 4);
  for (int i = 0; i < 5; ++i) kept.step();
  CHECK(split_notes(text_of(kept.copy_path)).whole.size() == 2);
  must(tree.execute("DROP TRIGGER full"));
  kept.close_recording(1, 5);
  kept.step();
  CHECK(split_notes(text_of(kept.copy_path)).whole.size() == 3);
  CHECK(kept.faults.empty());
}

// Files of this process may not be longer, as if the disk were full.
class LimitedFiles {
 public:
  explicit LimitedFiles(std::size_t bytes) {
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before_) == 0);
    REQUIRE(setrlimit(RLIMIT_FSIZE, std::array<rlimit, 1>{{{bytes, before_.rlim_max}}}.data()) == 0);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~LimitedFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  LimitedFiles(const LimitedFiles&) = delete;
  LimitedFiles& operator=(const LimitedFiles&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_CASE("of a checkpoint for which there is no room nothing stays among the copies") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  const std::string before = text_of(kept.copy_path);
  const std::string note = kept.evidence->status().checkpoint;
  {
    const auto room = static_cast<std::size_t>(GENERATE(0, 10));
    const LimitedFiles limited{before.size() + room};
    const auto appended = append_note(kept.copy_path, note);
    REQUIRE_FALSE(appended);
    CHECK_THAT(appended.error(), Catch::Contains(kept.copy_path));
  }
  CHECK(text_of(kept.copy_path) == before);
  CHECK(append_note(kept.copy_path, note));
  CHECK(split_notes(text_of(kept.copy_path)).whole == std::vector{note, note});
}

TEST_CASE("the journal is held against the copies as soon as it can be read") {
  KeptJournal kept;
  kept.fill(1, 2 * kTileLeaves);
  kept.step();
  const std::string copies = text_of(kept.copy_path);
  kept.close();
  kept.forge(1, 2 * kTileLeaves);
  kept.remove_tree();
  kept.troubles_of_reading.of_links = {"locked"};
  kept.troubles_of_reading.longest_of_links = kTileLeaves;
  kept.open();
  CHECK(kept.troubles.back() == "locked");
  CHECK(kept.faults.empty());
  kept.troubles_of_reading = {};
  kept.step();
  REQUIRE(kept.faults.size() == 1);
  CHECK_THAT(kept.faults[0].what, Catch::Contains("in " + kept.copy_path + " was signed"));
  CHECK(text_of(kept.copy_path) == copies);
}

TEST_CASE("a tail that was cut off together with the tree is noticed by the copies, once they can be read") {
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  const std::string copies = text_of(kept.copy_path);
  kept.tamper("DELETE FROM event WHERE row > 550");
  std::filesystem::remove(kept.file("tree.db"));
  SECTION("at the start") { kept.open(); }
  SECTION("when the share is back") {
    std::filesystem::rename(kept.copy_path, kept.file("away"));
    std::filesystem::create_directory(kept.copy_path);
    kept.open();
    CHECK_THAT(kept.evidence->status().copy_trouble, Catch::Contains("cannot be read"));
    CHECK(kept.faults.empty());
    std::filesystem::remove(kept.copy_path);
    std::filesystem::rename(kept.file("away"), kept.copy_path);
    kept.step();
  }
  SECTION("when the share has come, where nothing was, or what was copied meanwhile") {
    std::filesystem::rename(kept.copy_path, kept.file("away"));
    kept.open();
    CHECK(kept.faults.empty());
    const bool is_copied_meanwhile = GENERATE(false, true);
    if (is_copied_meanwhile) kept.close_recording(2, 1);
    if (is_copied_meanwhile) kept.step();
    std::filesystem::rename(kept.file("away"), kept.copy_path);
    for (std::uint8_t recording = 3; recording < 5; ++recording) {
      kept.close_recording(recording, 1);
      kept.step();
    }
  }
  REQUIRE(kept.faults.size() == 1);
  CHECK_THAT(kept.faults[0].what, Catch::Contains(kept.copy_path + " was signed: of 600 events some are gone"));
  CHECK(text_of(kept.copy_path) == copies);
  CHECK_FALSE(kept.receipt(1));
}

TEST_CASE("another server's checkpoints in the same file accuse nobody") {
  KeptJournal other;
  other.close();
  other.name = "another.example.org";
  other.open();
  other.fill(2, 900);
  other.step();
  KeptJournal kept;
  kept.fill(1, 600);
  kept.step();
  kept.close();
  std::ofstream copies(kept.copy_path, std::ios::app);
  SECTION("one of ours is among the newest") { copies << "\n" << text_of(other.copy_path); }
  SECTION("none of ours is") {
    while (copies.tellp() < std::streamoff{2 * kReadOfCopies}) copies << "\n" << text_of(other.copy_path);
  }
  copies.close();
  kept.open();
  kept.step();
  CHECK(kept.faults.empty());
  CHECK(kept.receipt(1));
}

TEST_CASE("half a checkpoint among the copies disturbs none of the others") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  kept.close();
  const std::string whole = text_of(kept.copy_path);
  const auto half = static_cast<std::size_t>(GENERATE(10, 40, 100, 130, 150, 200));
  std::ofstream(kept.copy_path, std::ios::app) << whole.substr(0, half);
  kept.open();
  kept.close_recording(1, 4);
  kept.step();
  const auto notes = split_notes(text_of(kept.copy_path));
  CHECK(notes.fragment_count > 0);
  REQUIRE(notes.whole.size() == 2);
  CHECK(open_note(notes.whole[0], kept.key()).value().size == 3);
  CHECK(open_note(notes.whole[1], kept.key()).value().size == 4);
}

}  // namespace regard::storage
