// Erased events on the wire: a gap is shown as a gap.
#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"
#include "tests/storage/support/erasure.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("an erased event is delivered in its place, without its body, in both encodings") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.say(interview, observer::testing::turn("candidate", "numéro de carte"));
  world.say(interview, observer::testing::turn("candidate"));
  erase(world.directory.path() / "regard.db", *observer::Uuid::parse(interview), 4);
  for (const auto encoding : {gateway::Encoding::binary, gateway::Encoding::json}) {
    Peer alice(world.server, cast().alice, encoding);
    alice.send(subscribe(interview));
    world.server.settle();
    const auto events = events_in(alice.take_all());
    REQUIRE(events.size() == 5);
    CHECK(events[3].erased());
    CHECK_FALSE(events[3].has_body());
    CHECK(events[3].sequence() == 4);
    CHECK(events[3].server_mono_ns() > 0);
    CHECK_FALSE(events[4].erased());
    CHECK(events[4].has_body());
  }
}
