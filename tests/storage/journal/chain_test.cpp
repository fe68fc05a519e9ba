#include "storage/journal/chain.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "storage/journal/chain_walk.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using samples::event;
using samples::recording;

std::string hex(const Digest& digest) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0x0FU];
  }
  return text;
}

constexpr Salt kSalt = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

// Two chained events of one recording.
std::vector<StoredEvent> chained_events() {
  std::vector<StoredEvent> chained;
  Digest previous = genesis(recording(1));
  for (const auto& plain : samples::events(1, 1, 2)) {
    const Digest digest = digest_payload(kSalt, *plain.payload);
    previous = next_link(previous, canonical_header(plain.header), digest);
    chained.push_back({plain.header, plain.payload, kSalt, std::nullopt, previous});
  }
  return chained;
}

// The values were computed by another implementation (hashlib of Python) from the words in chain.hpp alone.
TEST_CASE("the chain is what chain.hpp says, byte for byte") {
  const auto chained = chained_events();
  CHECK(hex(genesis(recording(1))) == "67033a0a09374aad16434940d8e14720636f2ccaf360a128fb9fa21a3f905e03");
  CHECK(hex(digest_payload(kSalt, *chained[0].payload)) ==
        "9d3ab7f9c0a3812041282ad6b3245346eff47acda7ac9df27c643cb6fdc75a59");
  CHECK(hex(chained[0].chain) == "58aadc078299f428a082040eaab1ed036bf955540c4d5248e734b390f444759f");
  CHECK(hex(digest_payload(kSalt, *chained[1].payload)) ==
        "d354925d12136f5d5beb41bbcdd336ded1b48a0c77e646d3fff3f7fe88a35aff");
  CHECK(hex(chained[1].chain) == "f2098c440882b6b34ba13b37ed51dda529638b0a68f93b8a2f305e43ea633f3d");
}

TEST_CASE("a canonical header is read back as it was, with and without an external id") {
  auto header = event(1, 7).header;
  CHECK(canonical_header(header).size() == kFixedHeaderBytes);
  CHECK(read_canonical_header(canonical_header(header)) == header);
  header.external_id = "<1@mutuelle.example>";
  CHECK(read_canonical_header(canonical_header(header)) == header);
  CHECK_FALSE(read_canonical_header(std::string(kFixedHeaderBytes - 1, 'x')));
}

TEST_CASE("an untouched chain has no fault, also when two recordings are interleaved") {
  ChainWalk walk;
  const auto chained = chained_events();
  const auto other = event(2, 1);
  const Digest digest = digest_payload(kSalt, *other.payload);
  CHECK_FALSE(walk.next(chained[0]));
  CHECK_FALSE(walk.next({other.header, other.payload, kSalt, std::nullopt,
                         next_link(genesis(recording(2)), canonical_header(other.header), digest)}));
  CHECK_FALSE(walk.next(chained[1]));
  CHECK(walk.recording_count() == 2);
}

TEST_CASE("a missing event, a changed payload and a half-erased one are told apart") {
  auto chained = chained_events();
  ChainWalk walk;
  SECTION("missing") {
    const auto fault = walk.next(chained[1]);
    REQUIRE(fault);
    CHECK(fault->recording_id == recording(1));
    CHECK(fault->sequence == 2);
    CHECK(fault->what == "follows event 0 of its recording");
  }
  SECTION("changed payload") {
    chained[0].payload = "something else";
    const auto fault = walk.next(chained[0]);
    REQUIRE(fault);
    CHECK_THAT(fault->what, Catch::Contains("was changed"));
    CHECK_FALSE(walk.next(chained[1]));
  }
  SECTION("erased by half") {
    chained[0].salt.reset();
    const auto fault = walk.next(chained[0]);
    REQUIRE(fault);
    CHECK(fault->what == "of payload, salt and digest only some are there");
  }
  SECTION("erased as a whole") {
    chained[0].payload_digest = digest_payload(kSalt, *chained[0].payload);
    chained[0].payload.reset();
    chained[0].salt.reset();
    CHECK_FALSE(walk.next(chained[0]));
    CHECK_FALSE(walk.next(chained[1]));
  }
}

TEST_CASE("two events that changed places are found") {
  const auto chained = chained_events();
  ChainWalk walk;
  CHECK(walk.next(chained[1]));
  CHECK(walk.next(chained[0]));
}

}  // namespace
}  // namespace regard::storage
