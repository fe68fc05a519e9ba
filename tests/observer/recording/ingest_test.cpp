// Events come in under two sorts of names, and each is stored once however often it is brought.
#include "observer/recording/ingest.hpp"

#include <catch2/catch.hpp>

#include "observer/recording/limits.hpp"
#include "tests/observer/support/core_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::ClientNumber;
using observer::ExternalId;
using observer::testing::joined;
using observer::testing::turn;

TEST_CASE("an event under a producer's own name is kept once, and each bringing is told so") {
  CoreWorld world;
  const auto interview = world.open_interview();
  for (int i = 0; i < 3; ++i) world.submit(world.world.platform, interview, ExternalId{"chunk 7"}, turn("candidate"));
  world.settle();
  REQUIRE(world.producer->kept.size() == 3);
  for (const auto& kept : world.producer->kept) {
    CHECK(kept.sequence == 4);
    CHECK(std::get<ExternalId>(kept.name).id == "chunk 7");
  }
  REQUIRE(world.journal.events.at(interview).size() == 4);
  CHECK(world.journal.events.at(interview).back().header.external_id == "chunk 7");
}

TEST_CASE("what was brought under a producer's own name before a restart is recognised after it") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.submit(world.world.platform, interview, ExternalId{"<1@mutuelle.example>"}, turn("candidate"));
  world.settle();
  world.restart();
  world.submit(world.world.platform, interview, ExternalId{"<1@mutuelle.example>"}, turn("candidate"));
  world.submit(world.world.platform, interview, ExternalId{"<2@mutuelle.example>"}, turn("candidate"));
  world.settle();
  CHECK(world.producer->not_kept.empty());
  CHECK(world.journal.events.at(interview).size() == 5);
}

TEST_CASE("something else under a name that was used is refused, also after a restart") {
  CoreWorld world;
  const auto interview = world.open_interview();
  const auto bring = [&](const v1::EventBody& body) {
    world.submit(world.world.platform, interview, ExternalId{"1"}, body);
    world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, body);
    world.settle();
  };
  bring(turn("candidate"));
  bring(turn("interlocutor"));
  world.restart();
  bring(turn("interlocutor"));
  bring(turn("candidate"));
  CHECK(world.producer->kept.size() == 4);
  REQUIRE(world.producer->not_kept.size() == 4);
  for (const auto& told : world.producer->not_kept) CHECK(told.refusal.code == observer::RefusalCode::other_content);
  CHECK(world.journal.events.at(interview).size() == 5);
}

TEST_CASE("what the server completes is recognised too, and something else under its number refused") {
  CoreWorld world;
  const auto interview = world.open_interview();
  const auto answer_to = [&](std::uint64_t number, const v1::EventBody& body) {
    world.producer->kept.clear();
    world.producer->not_kept.clear();
    world.submit(world.world.platform, interview, ClientNumber{world.client_id, number}, body);
    world.settle();
    return world.producer->kept.empty() ? world.producer->not_kept.at(0).refusal.message : "kept";
  };
  v1::EventBody opened;
  *opened.mutable_interview_opened() = world.world.opening();
  v1::EventBody retitled = opened;
  retitled.mutable_interview_opened()->set_title("Another");
  v1::EventBody with_another_assessor = opened;
  with_another_assessor.mutable_interview_opened()->mutable_assessors()->RemoveLast();
  v1::EventBody renamed = joined("candidate");
  renamed.mutable_participant_joined()->set_name("Whoever");
  for (const bool is_after_restart : {false, true}) {
    INFO(is_after_restart);
    if (is_after_restart) world.restart();
    CHECK(answer_to(1, opened) == "kept");
    CHECK(answer_to(2, joined("candidate")) == "kept");
    CHECK(answer_to(2, renamed) == "kept");
    for (const auto& other : {retitled, with_another_assessor, turn("candidate")}) {
      CHECK_THAT(answer_to(1, other), Catch::Contains("was published under this client_seq before"));
    }
    for (const auto& other : {joined("interlocutor"), turn("candidate")}) {
      CHECK_THAT(answer_to(2, other), Catch::Contains("was published under this client_seq before"));
    }
  }
  CHECK(world.journal.events.at(interview).size() == 3);
}

TEST_CASE("producers' own names need no order, and clients' numbers go on beside them") {
  CoreWorld world;
  const auto interview = world.open_interview();
  for (const char* id : {"9", "3", "7"}) {
    world.submit(world.world.platform, interview, ExternalId{id}, turn("candidate"));
  }
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, turn("candidate"));
  world.settle();
  CHECK(world.producer->not_kept.empty());
  CHECK(world.journal.events.at(interview).size() == 7);
}

TEST_CASE("the same name from two accounts, or in two recordings, names different events") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.client_id = world.world.random.uuid();
  const auto other = world.open_interview();
  world.submit(world.world.platform, interview, ExternalId{"1"}, observer::testing::note("a"));
  world.submit(world.world.odile, interview, ExternalId{"1"}, observer::testing::note("b"));
  world.submit(world.world.platform, other, ExternalId{"1"}, observer::testing::note("c"));
  world.settle();
  CHECK(world.journal.events.at(interview).size() == 5);
  CHECK(world.journal.events.at(other).size() == 4);
}

TEST_CASE("a producer's own name that is empty or too long is refused") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.submit(world.world.platform, interview, ExternalId{""}, turn("candidate"));
  world.submit(world.world.platform, interview, ExternalId{std::string(observer::limits::kMaxExternalIdBytes + 1, 'x')},
               turn("candidate"));
  world.submit(world.world.platform, interview, ExternalId{"\xff"}, turn("candidate"));
  REQUIRE(world.producer->not_kept.size() == 3);
  for (const auto& not_kept : world.producer->not_kept) CHECK(not_kept.refusal.field == "external_id");
}

TEST_CASE("a client's next number can be asked for, before and after a restart") {
  CoreWorld world;
  const auto interview = world.open_interview();
  const auto next = [&](const observer::Account& account, observer::ClientId client_id) {
    std::uint64_t told = 0;
    world.core->recorder.ask_next_client_seq(account, interview, client_id, [&](auto known) { told = known.value(); });
    world.settle();
    return told;
  };
  CHECK(next(world.world.platform, world.client_id) == 4);
  world.restart();
  CHECK(next(world.world.platform, world.client_id) == 4);
  CHECK(next(world.world.platform, world.world.random.uuid()) == 1);
  // Another account's client of the same id is another client.
  CHECK(next(world.world.odile, world.client_id) == 1);
}

TEST_CASE("the body is kept byte for byte as it came") {
  CoreWorld world;
  const auto interview = world.open_interview();
  const v1::EventBody body = turn("candidate");
  // The same message in other bytes: an empty field that a writer need not write.
  const std::string bytes = body.SerializeAsString() + v1::EventBody{}.SerializeAsString();
  world.core->recorder.submit(world.world.platform, {interview, ExternalId{"1"}, {}, body, bytes}, world.producer);
  world.settle();
  CHECK(world.journal.events.at(interview).back().payload == bytes);
}

TEST_CASE("a producer that has gone is told nothing, and its event is kept all the same") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.submit(world.world.platform, interview, ExternalId{"1"}, turn("candidate"));
  world.producer.reset();
  world.settle();
  CHECK(world.journal.events.at(interview).size() == 4);
}
