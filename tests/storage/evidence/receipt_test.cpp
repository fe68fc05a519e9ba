// Receipts of a real journal: proved by a checkpoint, or attested alone.
#include <catch2/catch.hpp>

#include "tests/storage/support/erasure.hpp"
#include "tests/storage/support/kept_journal.hpp"

namespace regard::storage {
namespace {

using namespace samples;

}  // namespace

TEST_CASE("a receipt proves a recording, offline - with another key, or changed, it proves nothing") {
  KeptJournal kept;
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
  KeptJournal kept;
  kept.fill(1, 3);
  const std::string receipt = must(kept.receipt(1));
  CHECK(kept.prove(receipt)->header.sequence == 3);
  kept.fill(2, 1000);
  kept.step();
  CHECK(kept.prove(receipt));
  CHECK(kept.prove(must(kept.receipt(1)))->checkpoint->size >= 3);
}

TEST_CASE("an erased event leaves tree and receipts as they are") {
  KeptJournal kept;
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
  KeptJournal kept;
  CHECK_FALSE(kept.receipt(9));
}

TEST_CASE("the server attests a recording alone, and tells nothing of the others") {
  KeptJournal kept;
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

TEST_CASE("an attestation of what was closed this moment does not put off the checkpoint behind the closing") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  kept.close_recording(1, 4);
  (void)must(kept.receipt(1, Evidence::Scope::kRecordingAlone));
  kept.step();
  CHECK(kept.newest_checkpoint().size == 4);
}

TEST_CASE("a recording that does not verify is vouched for no further, the others are") {
  KeptJournal kept;
  kept.fill(1, 5);
  kept.fill(2, 5);
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 3");
  kept.open();
  REQUIRE(kept.faults.size() == 1);
  for (const auto scope : {Evidence::Scope::kJournal, Evidence::Scope::kRecordingAlone}) {
    const auto refused = kept.receipt(1, scope);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "the recording does not verify: it is vouched for no further");
    CHECK(kept.prove(must(kept.receipt(2, scope))));
  }
}

TEST_CASE("what was damaged on disk gets no receipt") {
  KeptJournal kept;
  kept.fill(1, 3);
  kept.step();
  kept.tamper("UPDATE event SET payload = x'00' WHERE row = 3");
  kept.open();
  CHECK_FALSE(kept.receipt(1));
}

}  // namespace regard::storage
