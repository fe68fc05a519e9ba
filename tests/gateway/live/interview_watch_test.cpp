// Lists of interviews: whoever watches theirs is told of each change that they may know of.
#include <catch2/catch.hpp>

#include "gateway/live/limits.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using Kind = v1::ServerFrame;

namespace {

v1::ClientFrame watching() {
  v1::ClientFrame frame;
  frame.mutable_watch_interviews();
  return frame;
}

std::vector<v1::Interview> changes_told(Peer& peer) {
  std::vector<v1::Interview> told;
  for (const auto& frame : peer.take(Kind::kInterviewsChanged)) {
    for (const auto& interview : frame.interviews_changed().interviews()) told.push_back(interview);
  }
  return told;
}

// Closes the marking of `assessor`, as their first event in it.
void close_marking(LiveWorld& world, Peer& assessor, const std::string& interview) {
  assessor.send(publish(world.marking_of(interview, assessor.session->account()), world.random.uuid().to_string(), 1,
                        observer::testing::marking_closing()));
  world.server.settle();
}

}  // namespace

TEST_CASE("an opening and a closing are told once they are on disk, to those who may see the interview") {
  LiveWorld world;
  Peer alice(world.server, cast().alice);
  Peer denis(world.server, cast().denis);
  Peer odile(world.server, cast().odile);
  Peer unasked(world.server, cast().bruno);
  for (Peer* peer : {&alice, &denis, &odile}) peer->send(watching());
  const std::string interview = world.open_interview();
  for (Peer* peer : {&alice, &denis, &odile}) {
    const auto told = changes_told(*peer);
    REQUIRE(told.size() == 1);
    CHECK(told.front().interview_id() == interview);
    CHECK(told.front().closed_mono_ns() == 0);
  }
  world.say(interview, observer::testing::closing());
  for (Peer* peer : {&alice, &denis, &odile}) {
    const auto told = changes_told(*peer);
    REQUIRE(told.size() == 1);
    CHECK(told.front().closed_mono_ns() > 0);
  }
  CHECK(changes_told(unasked).empty());
}

TEST_CASE("nothing is told of an interview that one may not see") {
  LiveWorld world;
  observer::Account stranger = cast().alice;
  stranger.account_id.bytes[0] = 99;
  Peer chantal(world.server, stranger);
  chantal.send(watching());
  world.open_interview();
  CHECK(changes_told(chantal).empty());
}

TEST_CASE("while the seal holds, an assessor who has finished is told of to organisers, and to no other assessor") {
  LiveWorld world;
  Peer alice(world.server, cast().alice);
  Peer bruno(world.server, cast().bruno);
  Peer odile(world.server, cast().odile);
  const std::string interview = world.open_interview();
  world.say(interview, observer::testing::closing());
  for (Peer* peer : {&alice, &bruno, &odile}) peer->send(watching());
  close_marking(world, alice, interview);
  const auto told = changes_told(alice);
  REQUIRE(told.size() == 1);
  CHECK(told.front().recordings(1).marking_closed());
  CHECK(changes_told(bruno).empty());
  const auto told_organiser = changes_told(odile);
  REQUIRE(told_organiser.size() == 1);
  CHECK(told_organiser.front().markings(0).closed());
  CHECK_FALSE(told_organiser.front().markings(1).closed());
  CHECK(told_organiser.front().recordings_size() == 1);

  close_marking(world, bruno, interview);
  for (Peer* peer : {&alice, &bruno, &odile}) {
    const auto unsealed = changes_told(*peer);
    REQUIRE(unsealed.size() == 1);
    CHECK_FALSE(unsealed.front().sealed());
    CHECK(unsealed.front().recordings_size() == 3);
  }
}

TEST_CASE("a peer that takes nothing is told that it has missed changes, once it takes again") {
  LiveWorld world;
  Peer slow(world.server, cast().odile);
  slow.send(watching());
  const std::string talkative = world.open_interview(v1::CHANNEL_CHAT);
  slow.send(subscribe(talkative));
  v1::EventBody message = observer::testing::chat("candidate", std::string(4'000, 'x'));
  while (slow.connection.queued_bytes() <= gateway::limits::kMaxQueuedBytes) world.say(talkative, message);
  world.open_interview();
  const auto frames = slow.take_all();
  int told_count = 0;
  bool is_incomplete = false;
  for (const auto& frame : frames) {
    told_count += frame.interviews_changed().interviews_size();
    is_incomplete |= frame.interviews_changed().incomplete();
  }
  CHECK(told_count == 1);
  CHECK(is_incomplete);
}

TEST_CASE("a peer that has gone is told nothing") {
  LiveWorld world;
  Peer odile(world.server, cast().odile);
  odile.send(watching());
  odile.cut();
  world.open_interview();
  CHECK(changes_told(odile).empty());
}

TEST_CASE("live interviews are counted up and down again") {
  LiveWorld world;
  world.server.live->watch.begin_with(5);
  const std::string interview = world.open_interview();
  CHECK(world.server.live->watch.live_count() == 6);
  world.say(interview, observer::testing::closing());
  CHECK(world.server.live->watch.live_count() == 5);
}
