// What every engine has to hold, whatever it is made of. A second engine is added to engines() and passes all of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <set>

#include "storage/journal/limits.hpp"
#include "tests/storage/conformance/engine_under_test.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::StampedEvent;

// An engine on files of its own, that can be closed and opened again.
struct OpenStore {
  SeededRandom random{1};
  std::unique_ptr<EngineUnderTest> engine = GENERATE(from_range(engines()))();
  std::unique_ptr<LinkedStore> store = std::make_unique<LinkedStore>(engine->open(), random);

  void reopen() {
    store.reset();
    store = std::make_unique<LinkedStore>(engine->open(), random);
  }
};

TEST_CASE("what was committed is read back whole, before and after a restart") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  CHECK(must(open.store->read(recording(1), 0, 10)) == events(1, 1, 3));
  open.reopen();
  CHECK(must(open.store->read(recording(1), 0, 10)) == events(1, 1, 3));
  must(open.store->commit(events(1, 4, 5)));
  CHECK(must(open.store->read(recording(1), 3, 10)) == events(1, 4, 5));
}

TEST_CASE("an empty payload stays an empty payload") {
  OpenStore open;
  StampedEvent empty = event(1, 1);
  empty.payload = "";
  must(open.store->commit({empty}));
  CHECK(must(open.store->read(recording(1), 0, 10)) == std::vector{empty});
  const auto report = open.store->verify();
  CHECK(report.is_sound());
  CHECK(report.erased_count == 0);
}

TEST_CASE("an unknown recording, and one at its end, read as empty") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  CHECK(must(open.store->read(recording(9), 0, 10)).empty());
  CHECK(must(open.store->read(recording(1), 3, 10)).empty());
}

TEST_CASE("pages are the same wherever the borders of the index and of its entries lie") {
  OpenStore open;
  constexpr std::uint64_t kEvents = 256;
  const std::uint64_t commits_between_indexing = GENERATE(1U, 7U, 1000U);
  std::uint64_t sequence = 0;
  // Two recordings take turns, in commits of one event of each up to thirty.
  for (std::uint64_t commit = 1; sequence < kEvents; ++commit) {
    std::vector<StampedEvent> batch;
    for (std::uint64_t i = 0; i < std::min(commit, kEvents - sequence); ++i) {
      batch.push_back(event(1, sequence + i + 1));
      batch.push_back(event(2, sequence + i + 1));
    }
    sequence += batch.size() / 2;
    must(open.store->commit(batch));
    if (commit % commits_between_indexing == 0) must((*open.store)->maintain(WritingEngine::Maintenance::kAll));
  }
  auto reader = must((*open.store)->open_reader());
  for (std::uint64_t after = 0; after <= kEvents; after += after % 3 + 1) {
    for (const std::size_t limit : {1U, 7U, 65U, 1000U}) {
      CAPTURE(commits_between_indexing, after, limit);
      const auto expected = events(1, after + 1, std::min<std::uint64_t>(kEvents, after + limit));
      CHECK(must(open.store->read(recording(1), after, limit)) == expected);
      CHECK(must(reader->read(recording(1), after, limit)) == expected);
    }
  }
  CHECK(open.store->verify().is_sound());
}

TEST_CASE("more recordings are written than heads are kept in memory") {
  OpenStore open;
  const auto first_event_of = [](std::size_t n) {
    StampedEvent first = event(1, 1);
    std::memcpy(first.header.recording_id.bytes.data(), &n, sizeof n);
    return first;
  };
  std::vector<StampedEvent> batch;
  for (std::size_t n = 1; n < kMaxCachedHeads; ++n) batch.push_back(first_event_of(n));
  must(open.store->commit(batch));
  // The memory is full after the first of these; the second event of each follows within the same statement.
  batch.clear();
  for (std::size_t n = kMaxCachedHeads; n < kMaxCachedHeads + 8; ++n) {
    batch.push_back(first_event_of(n));
    batch.push_back(first_event_of(n));
    batch.back().header.sequence = 2;
  }
  must(open.store->commit(batch));
  batch.front().header.sequence = 3;
  must(open.store->commit({batch.front()}));
  // So many that a verification reads more than one slice.
  const auto report = open.store->verify();
  CHECK(report.is_sound());
  CHECK(report.event_count == kMaxCachedHeads + 16);
  CHECK(report.event_count > kVerifySliceEvents);
}

TEST_CASE("a page of big events is cut short, and the next one goes on") {
  OpenStore open;
  auto big_events = events(1, 1, 5);
  for (StampedEvent& big : big_events) big.payload = std::string(600'000, 'x');
  must(open.store->commit(big_events));
  CHECK(must(open.store->read(recording(1), 0, 100)).size() < 5);
  CHECK(must(open.store->read(recording(1), 2, 100)).front().header.sequence == 3);
}

TEST_CASE("a reader sees what was committed after it was opened") {
  OpenStore open;
  auto reader = must((*open.store)->open_reader());
  CHECK(must(reader->read(recording(1), 0, 10)).empty());
  must(open.store->commit(events(1, 1, 2)));
  CHECK(must(reader->read(recording(1), 0, 10)) == events(1, 1, 2));
}

TEST_CASE("a gap or a repetition in a sequence is refused, whole batch, and poisons") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 2)));
  const std::uint64_t wrong_sequence = GENERATE(1U, 2U, 4U);
  const auto refused = open.store->commit(std::vector{event(2, 1), event(1, wrong_sequence)});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().reason, Catch::Contains("was handed over after event 2"));
  const auto later = open.store->commit(events(1, 3, 3));
  REQUIRE_FALSE(later);
  CHECK(later.error().reason == refused.error().reason);

  open.reopen();
  CHECK(must(open.store->read(recording(2), 0, 10)).empty());
  must(open.store->commit(events(1, 3, 3)));
}

TEST_CASE("an event that never had a body is refused, whole batch: only what was kept can be erased") {
  OpenStore open;
  StampedEvent bodyless = event(1, 2);
  bodyless.payload.reset();
  const auto refused = open.store->commit(std::vector{event(1, 1), bodyless});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().reason, Catch::Contains("without a body"));
  open.reopen();
  CHECK(must(open.store->read(recording(1), 0, 10)).empty());
}

TEST_CASE("accounts are kept, replaced by id, and found by login") {
  OpenStore open;
  observer::Account claire{recording(1), "claire", "Claire Martin", v1::ROLE_ASSESSOR, "hash 1"};
  const observer::Account bruno{recording(2), "bruno", "Bruno Petit", v1::ROLE_CANDIDATE, "hash 2"};
  must((*open.store)->put_account(claire));
  must((*open.store)->put_account(bruno));
  claire.name = "Claire Martin-Duval";
  must((*open.store)->put_account(claire));
  open.reopen();
  CHECK(must((*open.store)->accounts()) == std::vector{bruno, claire});
  CHECK(must((*open.store)->find_account("claire")) == claire);
  CHECK(must((*open.store)->find_account("nobody")) == std::nullopt);
}

TEST_CASE("a login that is taken is refused in words, and the store works on") {
  OpenStore open;
  must((*open.store)->put_account({recording(1), "claire", "Claire Martin", v1::ROLE_ASSESSOR, "hash"}));
  const auto refused = (*open.store)->put_account({recording(2), "claire", "Claire Noir", v1::ROLE_ASSESSOR, "hash"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == "there is already an account with the login claire");
  must(open.store->commit(events(1, 1, 1)));
}

TEST_CASE("every event has a salt of its own") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 50)));
  std::set<Salt> salts;
  must(open.store->reader().walk({}, [&](Position, const StoredEvent& stored) { salts.insert(stored.salt.value()); }));
  CHECK(salts.size() == 50);
}

TEST_CASE("an event is found where it lies, indexed or not - what is not there is not") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  must((*open.store)->maintain(WritingEngine::Maintenance::kAll));
  must(open.store->commit(events(1, 4, 5)));
  auto& reader = open.store->reader();
  std::vector<Position> positions;
  std::vector<Digest> chains;
  must(reader.walk({}, [&](Position position, const StoredEvent& stored) {
    positions.push_back(position);
    chains.push_back(stored.chain);
  }));
  for (std::uint64_t sequence = 1; sequence <= 5; ++sequence) {
    const auto found = must(reader.find(recording(1), sequence));
    REQUIRE(found);
    CHECK(found->position == positions[sequence - 1]);
    CHECK(found->event.header.sequence == sequence);
    CHECK(found->event.chain == chains[sequence - 1]);
  }
  CHECK_FALSE(must(reader.find(recording(1), 6)));
  CHECK_FALSE(must(reader.find(recording(2), 1)));
  CHECK(must(reader.head(recording(1)))->sequence == 5);
  CHECK(must(reader.head(recording(1)))->chain == chains.back());
  CHECK_FALSE(must(reader.head(recording(2))));
}

TEST_CASE("the walk over links sees what the walk over events sees") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  must(open.store->commit(events(2, 1, 2)));
  auto& reader = open.store->reader();
  using Link = std::tuple<Position, std::uint32_t, Digest>;
  std::vector<Link> whole;
  must(reader.walk({}, [&](Position position, const StoredEvent& stored) {
    whole.emplace_back(position, stored.header.kind, stored.chain);
  }));
  const auto links = [&](Position after, std::size_t limit) {
    std::vector<Link> seen;
    must(reader.walk_links(after, limit, [&](Position position, std::uint32_t kind, const Digest& chain) {
      seen.emplace_back(position, kind, chain);
    }));
    return seen;
  };
  CHECK(links(0, SIZE_MAX) == whole);
  CHECK(links(std::get<Position>(whole[1]), 2) == std::vector(whole.begin() + 2, whole.begin() + 4));
}

TEST_CASE("the sign-ins of one account are ended together, but for one if so wanted") {
  OpenStore open;
  const observer::SignInSession own{.token_hash = "aa",
                                    .account_id = recording(1),
                                    .expires_wall_ns = 100,
                                    .session_id = recording(9),
                                    .created_wall_ns = 50,
                                    .address = "192.0.2.1",
                                    .device = "Firefox"};
  const observer::SignInSession second{"bb", recording(1), 200};
  const observer::SignInSession others{"cc", recording(2), 300};
  for (const auto& session : {own, second, others}) must((*open.store)->put_session(session));
  must((*open.store)->remove_sessions_of(recording(1), "aa"));
  open.reopen();
  CHECK(must((*open.store)->sessions()) == std::vector{own, others});
  must((*open.store)->remove_sessions_of(recording(1), {}));
  CHECK(must((*open.store)->sessions()) == std::vector{others});
}

TEST_CASE("tokens are kept, whole, until they are removed") {
  OpenStore open;
  const observer::IntegrationToken narrow{.token_hash = "aa",
                                          .account_id = recording(1),
                                          .token_id = recording(7),
                                          .name = "Telephone platform",
                                          .created_wall_ns = 10,
                                          .expires_wall_ns = 20,
                                          .scope = {true, true, {"spoken_turn", "note"}}};
  const observer::IntegrationToken wide{
      .token_hash = "bb", .account_id = recording(1), .token_id = recording(8), .name = "Chat", .created_wall_ns = 30};
  for (const auto& token : {narrow, wide}) must((*open.store)->put_token(token));
  open.reopen();
  CHECK(must((*open.store)->tokens()) == std::vector{narrow, wide});
  must((*open.store)->remove_token("aa"));
  open.reopen();
  CHECK(must((*open.store)->tokens()) == std::vector{wide});
}

TEST_CASE("an account has one second factor, which is kept until it is removed") {
  OpenStore open;
  observer::SecondFactor factor{
      .account_id = recording(1), .totp_key = {1, 2, 3}, .last_step = 7, .recovery_hashes = {"aa", "bb"}};
  must((*open.store)->put_second_factor(factor));
  factor.last_step = 8;
  factor.recovery_hashes = {};
  must((*open.store)->put_second_factor(factor));
  open.reopen();
  CHECK(must((*open.store)->second_factors()) == std::vector{factor});
  must((*open.store)->remove_second_factor(recording(1)));
  open.reopen();
  CHECK(must((*open.store)->second_factors()).empty());
}

TEST_CASE("an account has one invitation, which is kept until it is removed") {
  OpenStore open;
  const observer::Invitation first{recording(1), "aa", 100};
  const observer::Invitation second{recording(1), "bb", 200};
  const observer::Invitation others{recording(2), "cc", 300};
  for (const auto& invitation : {first, others, second}) must((*open.store)->put_invitation(invitation));
  open.reopen();
  CHECK(must((*open.store)->invitations()) == std::vector{second, others});
  must((*open.store)->remove_invitation(recording(1)));
  open.reopen();
  CHECK(must((*open.store)->invitations()) == std::vector{others});
}

TEST_CASE("sign-in sessions are kept until they are removed or expire") {
  OpenStore open;
  const observer::SignInSession early{"aa", recording(1), 100};
  const observer::SignInSession late{"bb", recording(1), 200};
  const observer::SignInSession removed{"cc", recording(2), 300};
  for (const auto& session : {early, late, removed}) must((*open.store)->put_session(session));
  must((*open.store)->remove_session("cc"));
  open.reopen();
  CHECK(must((*open.store)->sessions()) == std::vector{early, late});
  must((*open.store)->purge_expired_sessions(100));
  CHECK(must((*open.store)->sessions()) == std::vector{late});
}

TEST_CASE("the walk visits what it is asked for in commit order, from where it is asked to") {
  OpenStore open;
  std::vector<StampedEvent> batch = {event(1, 1), event(2, 1), event(1, 2), event(2, 2)};
  batch[2].header.kind = 11;
  must(open.store->commit(batch));
  must((*open.store)->maintain(WritingEngine::Maintenance::kAll));
  const auto walk = [&](const Walk& asked) {
    std::vector<observer::EventHeader> seen;
    Position last = 0;
    const Position end = must(open.store->reader().walk(asked, [&](Position position, const StoredEvent& visited) {
      CHECK(position > last);
      last = position;
      seen.push_back(visited.header);
    }));
    CHECK(end >= last);
    return std::pair{seen, end};
  };
  const auto [all, end] = walk({});
  REQUIRE(all.size() == 4);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == batch[i].header);
  CHECK(end == must(open.store->reader().newest_position()));
  CHECK(walk({.kinds = {11}}).first == std::vector{batch[2].header});
  // A kind that is not there: everything has been seen all the same.
  CHECK(walk({.kinds = {12}}).second == end);

  const auto [first_two, middle] = walk({.limit = 2});
  CHECK(first_two == std::vector{batch[0].header, batch[1].header});
  CHECK(walk({.after = middle}).first == std::vector{batch[2].header, batch[3].header});
  CHECK(walk({.after = end}).first.empty());
  CHECK(walk({.after = end}).second == end);
}

TEST_CASE("an empty journal has no newest position and no newest stamp - a written one those of its last event") {
  OpenStore open;
  CHECK(must(open.store->reader().newest_position()) == 0);
  CHECK(must((*open.store)->newest_stamp_ns()) == 0);
  must(open.store->commit(events(1, 1, 3)));
  CHECK(must(open.store->reader().newest_position()) > 0);
  open.reopen();
  CHECK(must((*open.store)->newest_stamp_ns()) == event(1, 3).header.server_mono_ns);
}

TEST_CASE("a family is found by each of its recordings, in the order in which they were opened") {
  OpenStore open;
  std::vector<StampedEvent> batch = {event(5, 1), event(9, 1), event(2, 1), event(3, 1)};
  for (const std::size_t i : {1U, 2U}) batch[i].family_id = recording(5);
  must(open.store->commit(batch));
  open.reopen();
  const std::vector family = {recording(5), recording(9), recording(2)};
  for (const auto& member : family) CHECK(must(open.store->reader().read_family(member)) == family);
  CHECK(must(open.store->reader().read_family(recording(3))) == std::vector{recording(3)});
  CHECK(must(open.store->reader().read_family(recording(7))).empty());
}

TEST_CASE("a recording of a family that is not there is refused") {
  OpenStore open;
  StampedEvent orphan = event(1, 1);
  orphan.family_id = recording(2);
  CHECK_FALSE(open.store->commit({orphan}));
}

TEST_CASE("an external id is kept, whatever its length, and the chain covers it") {
  OpenStore open;
  std::vector<StampedEvent> batch = events(1, 1, 2);
  batch[0].header.external_id = "<20261125.1@mutuelle.example>";
  batch[1].header.external_id = std::string(998, 'x');
  must(open.store->commit(batch));
  CHECK(must(open.store->read(recording(1), 0, 10)) == batch);
  CHECK(open.store->verify().is_sound());
}

TEST_CASE("an erased event is read back without its body, and its chain holds and goes on") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 4)));
  open.store.reset();
  open.engine->erase(recording(1), 2);
  open.engine->erase(recording(1), 4);
  open.reopen();
  const auto page = must(open.store->read(recording(1), 0, 10));
  REQUIRE(page.size() == 4);
  CHECK(page[1].is_erased());
  CHECK(page[1].header == event(1, 2).header);
  CHECK_FALSE(page[2].is_erased());
  must(open.store->commit(events(1, 5, 5)));
  const auto report = open.store->verify();
  CHECK(report.is_sound());
  CHECK(report.erased_count == 2);
}

TEST_CASE("a journal is verified beside a store that goes on writing it") {
  OpenStore open;
  must(open.store->commit(events(1, 1, 3)));
  const auto report = open.store->verify();
  CHECK(report.is_sound());
  CHECK(report.event_count == 3);
  CHECK(report.recording_count == 1);
  must(open.store->commit(events(1, 4, 4)));
  CHECK(open.store->verify().event_count == 4);
}

}  // namespace
}  // namespace regard::storage
