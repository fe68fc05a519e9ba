// What is in memory: what somebody uses, and no more.
#include "observer/recording/residence.hpp"

#include <catch2/catch.hpp>

#include "observer/recording/limits.hpp"
#include "tests/observer/support/core_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::ClientNumber;
using observer::testing::turn;

namespace {

constexpr std::chrono::nanoseconds kLongUnused{observer::limits::kKeepUnusedNs + 1};

struct Silent final : observer::Subscriber {
  [[nodiscard]] const observer::Account& account() const override { return somebody; }
  [[nodiscard]] bool can_take() const override { return true; }
  void deliver(const observer::EventPage& page) override { event_count += page.events.size(); }
  void caught_up(observer::RecordingId /*recording_id*/, std::uint64_t /*sequence*/) override {}
  void delivery_failed(std::string /*reason*/) override {}
  observer::Account somebody;
  std::size_t event_count = 0;
};

}  // namespace

TEST_CASE("nothing is in memory after a start, and a publish brings its recording there first") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.restart();
  CHECK(world.core->recordings.families().empty());
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, turn("candidate"));
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, 5}, turn("interlocutor"));
  CHECK(world.producer->kept.empty());
  world.settle();
  REQUIRE(world.producer->not_kept.empty());
  CHECK(world.producer->kept.back().sequence == 5);
  CHECK(world.core->recordings.interview(interview)->markings.size() == 2);
}

TEST_CASE("a marking is brought into memory with its interview, whichever is asked for") {
  CoreWorld world;
  const auto interview = world.open_interview();
  const auto marking = world.core->recordings.interview(interview)->marking_of(world.world.alice.account_id);
  REQUIRE(marking != nullptr);
  const auto marking_id = marking->recording_id;
  world.restart();
  int present_count = 0;
  for (const auto id : {marking_id, interview, marking_id}) {
    world.core->residence.when_present(world.world.platform.account_id, id,
                                       [&](auto present) { present_count += present.has_value() ? 1 : 0; });
  }
  world.settle();
  CHECK(present_count == 3);
  CHECK(world.core->recordings.families().size() == 1);
  CHECK(world.core->recordings.find(marking_id)->family->family_id == interview);
}

TEST_CASE("events for one recording are taken in the order in which they came, however far its reading has got") {
  constexpr int kEnoughReads = 10;
  for (int first = 0; first <= kEnoughReads; ++first) {
    for (int second = 0; second <= kEnoughReads; ++second) {
      CAPTURE(first, second);
      CoreWorld world;
      const auto interview = world.open_interview();
      const auto marking_id =
          world.core->recordings.interview(interview)->marking_of(world.world.alice.account_id)->recording_id;
      world.restart();
      const auto mark_next = [&](std::uint64_t seq) {
        world.submit(world.world.alice, marking_id, ClientNumber{world.client_id, seq},
                     observer::testing::mark(world.world.random.uuid()));
      };
      mark_next(1);
      for (int i = 0; i < first; ++i) world.journal.read_next();
      mark_next(2);
      // Somebody else asks for its interview.
      world.core->residence.when_present(world.world.platform.account_id, interview, [](const auto&) {});
      for (int i = 0; i < second; ++i) world.journal.read_next();
      mark_next(3);
      world.settle();
      CHECK(world.producer->not_kept.empty());
      CHECK(world.core->recordings.find(marking_id)->numbering.committed_sequence() == 4);
    }
  }
}

TEST_CASE("what nobody uses leaves memory after a while, and is there again when it is wanted") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.core->residence.drop_unused();
  CHECK(world.core->recordings.find(interview) != nullptr);
  world.clock.advance(kLongUnused);
  world.core->residence.drop_unused();
  CHECK(world.core->recordings.find(interview) == nullptr);
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, turn("candidate"));
  world.settle();
  CHECK(world.producer->kept.back().sequence == 4);
}

TEST_CASE("what waits for the disk or is followed by somebody stays in memory") {
  CoreWorld world;
  const auto followed = world.open_interview();
  world.client_id = world.world.random.uuid();
  const auto pending = world.open_interview();
  Silent subscriber;
  world.core->feed.subscribe(subscriber, followed, 3, 3);
  world.clock.advance(kLongUnused);
  world.submit(world.world.platform, pending, ClientNumber{world.client_id, 4}, turn("candidate"));
  world.run_deferred();
  world.clock.advance(kLongUnused);
  world.core->residence.drop_unused();
  CHECK(world.core->recordings.find(followed) != nullptr);
  CHECK(world.core->recordings.find(pending) != nullptr);
  world.settle();
  world.core->feed.unsubscribe(subscriber, followed);
  world.clock.advance(kLongUnused);
  world.core->residence.drop_unused();
  CHECK(world.core->recordings.families().empty());
}

TEST_CASE("however many recordings are used in one minute, few that nobody uses any more stay in memory") {
  CoreWorld world;
  for (std::size_t i = 0; i < observer::limits::kMaxUnusedFamilies + 10; ++i) {
    world.client_id = world.world.random.uuid();
    world.open_interview();
    world.clock.advance(std::chrono::milliseconds(1));
  }
  world.core->residence.drop_unused();
  CHECK(world.core->recordings.families().size() == observer::limits::kMaxUnusedFamilies);
}

TEST_CASE("a recording longer than a page is brought whole") {
  CoreWorld world;
  const auto interview = world.open_interview();
  const std::uint64_t last = 2 * observer::limits::kLoadPageEvents + 5;
  for (std::uint64_t seq = 4; seq <= last; ++seq) {
    world.submit(world.world.platform, interview, ClientNumber{world.client_id, seq}, turn("candidate"));
  }
  world.settle();
  world.restart();
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, last + 1}, turn("candidate"));
  world.settle();
  CHECK(world.producer->kept.back().sequence == last + 1);
}

TEST_CASE("a recording that does not fit together is refused to whoever asks, and the server is told of the event") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.journal.events.at(interview)[1].payload = "\xff";
  world.restart();
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, turn("candidate"));
  world.settle();
  REQUIRE(world.producer->not_kept.size() == 1);
  const observer::Refusal& refusal = world.producer->not_kept.front().refusal;
  CHECK(refusal.code == observer::RefusalCode::store_unreadable);
  // Whoever asked may not be somebody who may read it.
  CHECK_THAT(refusal.message, !Catch::Contains("event"));
  REQUIRE(world.core->unreadable_because.size() == 1);
  CHECK_THAT(world.core->unreadable_because.front(), Catch::Contains("event 2 of recording " + interview.to_string()));
  CHECK(world.core->recordings.families().empty());
  CHECK(world.core->recorder.is_drained());
}

TEST_CASE("a recording whose events are out of order is refused too") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.journal.events.at(interview)[1].payload = observer::testing::left("candidate").SerializeAsString();
  world.journal.events.at(interview)[1].header.kind = v1::EventBody::kParticipantLeft;
  world.restart();
  world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, turn("candidate"));
  world.settle();
  REQUIRE(world.producer->not_kept.size() == 1);
  CHECK_THAT(world.core->unreadable_because.front(), Catch::Contains("cannot follow"));
}

TEST_CASE("when the store cannot be read, that is said, and asked again the next time") {
  CoreWorld world;
  const auto interview = world.open_interview();
  world.restart();
  world.journal.fail_reads("disk I/O error");
  for (int i = 0; i < 2; ++i) {
    world.submit(world.world.platform, interview, ClientNumber{world.client_id, 4}, turn("candidate"));
    world.settle();
  }
  REQUIRE(world.producer->not_kept.size() == 2);
  CHECK(world.core->unreadable_because == std::vector<std::string>(2, "disk I/O error"));
}

TEST_CASE("whoever waited for room is told of it when a reading ends in a refusal") {
  CoreWorld world;
  const auto unknown = world.world.random.uuid();
  while (world.core->recorder.has_room(world.world.platform)) {
    world.submit(world.world.platform, unknown, observer::ExternalId{"x"}, turn("candidate"));
  }
  world.settle();
  CHECK(world.core->recorder.has_room(world.world.platform));
  CHECK(world.core->room_count > 0);
  CHECK(world.core->recorder.is_drained());
}

TEST_CASE("two who open the same new interview at once: one does, the other is refused") {
  CoreWorld world;
  const auto interview = world.world.random.uuid();
  v1::EventBody opened;
  *opened.mutable_interview_opened() = world.world.opening();
  world.submit(world.world.platform, interview, ClientNumber{world.world.random.uuid(), 1}, opened);
  world.submit(world.world.odile, interview, ClientNumber{world.world.random.uuid(), 1}, opened);
  world.settle();
  CHECK(world.producer->kept.size() == 1);
  REQUIRE(world.producer->not_kept.size() == 1);
  CHECK(world.producer->not_kept.front().refusal.code == observer::RefusalCode::wrong_state);
}
