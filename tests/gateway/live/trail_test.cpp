// What live sessions note in the access trail.
#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("whoever reads a recording is noted, who may not read it is not") {
  TemporaryDirectory temporary;
  ManualClock clock;
  SeededRandom random(1);
  LiveServer world(open_store({.database_path = temporary.path() / "regard.db"}), clock, random);
  Peer platform(world, cast().platform);
  Peer candidate(world, cast().denis);
  Peer stranger(world, cast().bruno);
  const std::string interview = random.uuid().to_string();
  platform.send(publish(interview, random.uuid().to_string(), 1, opening()));
  world.settle();
  for (Peer* peer : {&candidate, &platform}) peer->send(subscribe(interview));
  stranger.send(subscribe(random.uuid().to_string()));
  world.settle();
  CHECK(world.trail.said() == std::vector<std::string>{"4 " + cast().denis.login + " " + interview,
                                                       "4 " + cast().platform.login + " " + interview});
}

TEST_CASE("an organiser who lifts a seal is noted, with the reason, once it is lifted") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer odile(world.server, cast().odile);
  v1::EventBody lifting;
  lifting.mutable_seal_lifted()->set_reason("Alice est en arrêt");
  const auto lift = [&] {
    odile.send(publish(interview, cast().odile.account_id.to_string(), 1, lifting));
    world.server.settle();
  };
  // Too early.
  lift();
  CHECK(world.server.trail.entries.empty());
  v1::EventBody closing;
  closing.mutable_interview_closed();
  world.say(interview, closing);
  lift();
  CHECK(world.server.trail.said() ==
        std::vector<std::string>{"13 " + cast().odile.login + " " + interview + ": Alice est en arrêt"});
}
