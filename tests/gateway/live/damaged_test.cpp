// What people are told of a recording that does not verify.
#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using Kind = v1::ServerFrame;

namespace {

std::vector<std::string> damaged_of(Peer& peer) {
  std::vector<std::string> ids;
  for (const auto& frame : peer.take(Kind::kCaughtUp)) {
    if (frame.caught_up().damaged()) ids.push_back(frame.caught_up().recording_id());
  }
  return ids;
}

void follow(LiveWorld& world, Peer& peer, const std::string& interview) {
  peer.send(subscribe(interview));
  world.server.settle();
}

}  // namespace

TEST_CASE("of a recording that does not verify those are told who have it open, once, and those who open it") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  const std::string other = world.open_interview();
  Peer alice(world.server, cast().alice);
  Peer bruno(world.server, cast().bruno);
  follow(world, alice, interview);
  follow(world, alice, other);
  follow(world, bruno, other);
  CHECK(damaged_of(alice).empty());
  const auto id = *observer::Uuid::parse(interview);
  world.server.live->sessions.mark_damaged(id);
  world.server.live->sessions.mark_damaged(id);
  CHECK(damaged_of(alice) == std::vector{interview});
  CHECK(damaged_of(bruno).empty());
  follow(world, bruno, interview);
  CHECK(damaged_of(bruno) == std::vector{interview});
}

TEST_CASE("what is told of a recording that does not verify says how far it was caught up, and comes behind that") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview));
  alice.take_all();
  world.server.live->sessions.mark_damaged(*observer::Uuid::parse(interview));
  CHECK(alice.take(Kind::kCaughtUp).empty());
  world.server.settle();
  const auto frames = alice.take_all();
  CHECK(events_in(frames).size() == frames.back().caught_up().sequence());
  CHECK(frames.back().caught_up().damaged());
}

TEST_CASE("of a journal that does not verify everybody is told, of all that they have open and will open") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  const std::string other = world.open_interview();
  Peer alice(world.server, cast().alice);
  follow(world, alice, interview);
  follow(world, alice, other);
  v1::ClientFrame leave;
  leave.mutable_unsubscribe()->set_recording_id(other);
  alice.send(leave);
  world.server.settle();
  alice.take_all();
  world.server.live->sessions.mark_damaged({});
  CHECK(damaged_of(alice) == std::vector{interview});
  follow(world, alice, world.open_interview());
  CHECK(damaged_of(alice).size() == 1);
}
