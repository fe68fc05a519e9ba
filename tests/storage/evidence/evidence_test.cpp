// The tree, its checkpoints and receipts over a real journal, and what is noticed of changes to it.
#include "storage/evidence/evidence.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "regard/v1/envelope.pb.h"
#include "storage/evidence/checkpoint_audit.hpp"
#include "storage/evidence/kept_notes.hpp"
#include "storage/evidence/note.hpp"
#include "storage/evidence/receipt.hpp"
#include "tests/storage/support/erasure.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using namespace samples;

const auto kGoesOn = [] { return true; };

// A journal with its evidence, which can be stopped, tampered with and started again.
class Kept {
 public:
  Kept() { open(); }

  void open() {
    store_.emplace(open_sqlite(path()), random_);
    evidence.emplace(Evidence::Parts{.tree_path = directory_.file("tree.db"),
                                     .journal = must((*store_)->open_reader()),
                                     .key = SigningKey::load(directory_.file("checkpoint.key"), name).value(),
                                     .now_wall_ns = [this] { return now_wall_ns; },
                                     .copy_path = copy_path,
                                     .trail = [this] { return trail; },
                                     .on_checkpoint = [](const std::string&) {},
                                     .on_fault = [this](const EvidenceFault& fault) { faults.push_back(fault); },
                                     .on_trouble = [this](const std::string& reason) { troubles.push_back(reason); }});
    step();
  }
  void close() {
    evidence.reset();
    (*store_)->maintain(WritingEngine::Maintenance::kAll).value();
    store_.reset();
  }
  void tamper(const std::string& sql) {
    close();
    tamper_closed(sql);
  }
  void tamper_closed(const std::string& sql) const {
    auto connection = must(Connection::open(path(), Access::kReadWrite, ""));
    must(connection.execute(sql));
  }
  void commit(const std::vector<observer::StampedEvent>& events) { must(store_->commit(events)); }
  // Commits so many events of recording n, in pieces that a transaction takes.
  void fill(std::uint8_t n, std::uint64_t count) { commit(events(n, 1, count)); }
  void close_recording(std::uint8_t n, std::uint64_t sequence) {
    auto closing = event(n, sequence);
    closing.header.kind = v1::EventBody::kMarkingClosed;
    commit({closing});
  }
  void step() { evidence->step(kGoesOn); }
  [[nodiscard]] VerifierKey key() const { return VerifierKey::parse(evidence->status().key).value(); }
  [[nodiscard]] Checkpoint newest_checkpoint() const { return open_note(evidence->status().checkpoint, key()).value(); }
  [[nodiscard]] Found<std::string> receipt(std::uint8_t n, Evidence::Scope scope = Evidence::Scope::kJournal) {
    return evidence->receipt(recording(n), scope);
  }
  [[nodiscard]] std::expected<Proved, std::string> prove(const std::string& receipt) const {
    return check_receipt(read_receipt(receipt).value(), key());
  }
  [[nodiscard]] std::string path() const { return directory_.file("regard.db"); }
  [[nodiscard]] std::string file(const std::string& wanted) const { return directory_.file(wanted); }

 private:
  TemporaryDirectory directory_;
  SeededRandom random_{1};
  std::optional<LinkedStore> store_;

 public:
  std::int64_t now_wall_ns = 1'795'000'000'000'000'000;
  std::string name = "regard.example.org";
  Checkpoint::Trail trail{17, genesis(recording(1))};
  std::string copy_path = directory_.file("copies");
  std::vector<EvidenceFault> faults;
  std::vector<std::string> troubles;
  std::optional<Evidence> evidence;
};

constexpr std::int64_t kMinuteNs = std::chrono::nanoseconds(kCheckpointPause).count();

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// What an auditor finds who has the checkpoints.
CheckpointAudit::Finding audit(const std::string& database, std::vector<Checkpoint> checkpoints) {
  CheckpointAudit audit{std::move(checkpoints)};
  const auto reader = must(SqliteReader::open({.database_path = database}));
  (void)must(verify(*reader, [&](const StoredEvent& event) { audit.next(event); }));
  return audit.finish();
}

}  // namespace

TEST_CASE("a checkpoint is signed every minute with news, at once behind a closing, and not without news") {
  Kept kept;
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
  kept.close_recording(1, 6);
  kept.step();
  CHECK(kept.newest_checkpoint().size == 6);
}

TEST_CASE("what was recorded last is signed at the end") {
  Kept kept;
  kept.fill(1, 3);
  kept.step();
  kept.commit(events(1, 4, 5));
  kept.evidence->finish();
  CHECK(kept.newest_checkpoint().size == 5);
}

TEST_CASE("a receipt proves a recording, offline - with another key, or changed, it proves nothing") {
  Kept kept;
  kept.fill(1, 400);
  kept.fill(2, 300);
  kept.close_recording(1, 401);
  kept.fill(3, 700);
  kept.step();
  for (const std::uint8_t n : std::initializer_list<std::uint8_t>{1, 2, 3}) {
    const std::string receipt = must(kept.receipt(n));
    const auto proved = kept.prove(receipt);
    REQUIRE(proved);
    CHECK(proved->header.recording_id == recording(n));
    CHECK(proved->header.sequence == (n == 1 ? 401 : n == 2 ? 300 : 700));
    CHECK(proved->checkpoint->size == 1401);
  }
  const std::string receipt = must(kept.receipt(1));
  const TemporaryDirectory elsewhere;
  const auto other = SigningKey::load(elsewhere.file("key"), "regard.example.org").value();
  CHECK_FALSE(check_receipt(read_receipt(receipt).value(), other.verifier()));
  auto changed = read_receipt(receipt).value();
  SECTION("the header") { changed.header[16] = static_cast<char>(changed.header[16] + 1); }
  SECTION("the digest") { changed.payload_digest[0] ^= 1U; }
  SECTION("the link before") { changed.previous_link[0] ^= 1U; }
  SECTION("the place") { ++changed.leaf_index; }
  SECTION("the proof") { changed.inclusion_proof.front()[0] ^= 1U; }
  SECTION("a short header") { changed.header.resize(20); }
  SECTION("the checkpoint") { changed.checkpoint[changed.checkpoint.find('\n') + 1] = '9'; }
  CHECK_FALSE(check_receipt(changed, kept.key()));
}

TEST_CASE("a receipt is given at once for what was committed this moment, and still holds when the journal has grown") {
  Kept kept;
  kept.fill(1, 3);
  const std::string receipt = must(kept.receipt(1));
  CHECK(kept.prove(receipt)->header.sequence == 3);
  kept.fill(2, 1000);
  kept.step();
  CHECK(kept.prove(receipt));
  CHECK(kept.prove(must(kept.receipt(1)))->checkpoint->size >= 3);
}

TEST_CASE("an erased event leaves tree and receipts as they are") {
  Kept kept;
  kept.fill(1, 3);
  (void)must(kept.receipt(1));
  const auto before = kept.newest_checkpoint();
  kept.close();
  tests::erase(kept.path(), recording(1), 3);
  kept.open();
  kept.step();
  CHECK(kept.faults.empty());
  CHECK(kept.newest_checkpoint() == before);
  CHECK(kept.prove(must(kept.receipt(1))));
}

TEST_CASE("there is no receipt of a recording that is not there") {
  Kept kept;
  CHECK_FALSE(kept.receipt(9));
}

TEST_CASE("checkpoints are copied elsewhere, each once - when that fails it is said, and made up for") {
  Kept kept;
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

TEST_CASE("an auditor with checkpoints finds what chains do not show") {
  Kept kept;
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
  Kept kept;
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
    kept.tamper("DELETE FROM event WHERE row > 550");
    kept.open();
    REQUIRE_FALSE(kept.faults.empty());
    CHECK_THAT(kept.faults[0].what, Catch::Contains("of 600 events 550 are left"));
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
  Kept kept;
  for (std::uint8_t n = 1; n <= 7; ++n) kept.fill(n, 10'000);
  kept.step();
  kept.tamper("UPDATE event SET header = zeroblob(128) WHERE row = 40");
  kept.open();
  CHECK_FALSE(kept.faults.empty());
  const auto count = kept.faults.size();
  while (kept.evidence->status().check_round_count < 2) kept.step();
  CHECK(kept.faults.size() == count);
}

TEST_CASE("the newest part is checked at once at the start, however long the journal is") {
  Kept kept;
  kept.fill(1, 5000);
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 4990");
  kept.open();
  REQUIRE(kept.faults.size() == 1);
  CHECK(kept.faults[0].sequence == 4990);
}

TEST_CASE("a journal that is made anew under the server, with chains that hold, is not that of its tree") {
  Kept kept;
  kept.fill(1, 600);
  kept.step();
  CHECK(kept.faults.empty());
  kept.tamper_closed(
      "DELETE FROM event; DELETE FROM event_index; DELETE FROM recording; UPDATE index_progress SET indexed_row = 0");
  SeededRandom random(2);
  LinkedStore forged{open_sqlite(kept.path()), random};
  must(forged.commit(events(1, 1, 600)));
  kept.step();
  REQUIRE_FALSE(kept.faults.empty());
  CHECK(kept.faults[0].what == "events 1 to 256 of the journal are not those of its tree");
}

TEST_CASE("a sound journal is checked without a fault, round and round") {
  Kept kept;
  kept.fill(1, 5000);
  const auto before = kept.evidence->status().check_round_count;
  for (int i = 0; i < 4; ++i) kept.step();
  CHECK(kept.evidence->status().check_round_count == before + 1);
  CHECK(kept.evidence->status().checked_event_count > 0);
  CHECK(kept.faults.empty());
}

TEST_CASE("a tree that is gone or damaged is made again from the journal") {
  Kept kept;
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
  Kept kept;
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

TEST_CASE("a tail that was cut off together with the tree is noticed by the copies, once they can be read") {
  Kept kept;
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
  REQUIRE(kept.faults.size() == 1);
  CHECK_THAT(kept.faults[0].what, Catch::Contains(kept.copy_path + " was signed: of 600 events 550 are left"));
  CHECK(text_of(kept.copy_path) == copies);
  CHECK_FALSE(kept.receipt(1));
}

TEST_CASE("half a checkpoint among the copies disturbs none of the others") {
  Kept kept;
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

TEST_CASE("the key may be called something else from now on - one that was replaced is told") {
  Kept kept;
  kept.fill(1, 3);
  kept.step();
  kept.close();
  SECTION("renamed") {
    kept.name = "other.example.org";
    kept.open();
    CHECK(kept.faults.empty());
  }
  SECTION("replaced") {
    std::filesystem::remove(kept.file("checkpoint.key"));
    kept.open();
    REQUIRE(kept.faults.size() == 1);
    CHECK_THAT(kept.faults[0].what, Catch::Contains("is not one of this server's key"));
  }
  CHECK(kept.newest_checkpoint().size == 3);
  CHECK(kept.newest_checkpoint().origin == kept.name);
  CHECK(kept.prove(must(kept.receipt(1))));
}

TEST_CASE("a clock that was set back does not keep the journal from being signed") {
  Kept kept;
  kept.fill(1, 3);
  kept.step();
  kept.commit(events(1, 4, 5));
  kept.now_wall_ns -= 60 * kMinuteNs;
  kept.step();
  CHECK(kept.newest_checkpoint().size == 5);
}

TEST_CASE("what lasts is said once") {
  Kept kept;
  kept.fill(1, 3);
  kept.close();
  must(must(Connection::open(kept.file("tree.db"), Access::kReadWrite, "")).execute("DROP TABLE copied"));
  kept.open();
  for (int i = 0; i < 3; ++i) kept.step();
  CHECK(kept.troubles.size() == 1);
}

TEST_CASE("the server attests a recording alone, and tells nothing of the others") {
  Kept kept;
  kept.fill(1, 3);
  kept.fill(2, 700);
  kept.step();
  const std::string text = must(kept.receipt(1, Evidence::Scope::kRecordingAlone));
  CHECK(text.find("checkpoint") == std::string::npos);
  CHECK(text.find("leaf_index") == std::string::npos);
  const auto proved = kept.prove(text);
  REQUIRE(proved);
  CHECK(proved->header.sequence == 3);
  CHECK(proved->time == utc_time(kept.now_wall_ns));
  CHECK_FALSE(proved->checkpoint);
  auto changed = read_receipt(text).value();
  SECTION("the header") { changed.header[16] = static_cast<char>(changed.header[16] + 1); }
  SECTION("the digest") { changed.payload_digest[0] ^= 1U; }
  SECTION("the time") { changed.attestation[changed.attestation.find("time ") + 8] = '1'; }
  SECTION("another recording's") {
    changed.attestation = read_receipt(must(kept.receipt(2, Evidence::Scope::kRecordingAlone))).value().attestation;
  }
  SECTION("a checkpoint") { changed.attestation = kept.evidence->status().checkpoint; }
  CHECK_FALSE(check_receipt(changed, kept.key()));
}

TEST_CASE("what was damaged on disk gets no receipt") {
  Kept kept;
  kept.fill(1, 3);
  kept.step();
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 3");
  kept.open();
  CHECK_FALSE(kept.receipt(1));
}

TEST_CASE("the trees of two checkpoints are proved to be one that grew") {
  Kept kept;
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
