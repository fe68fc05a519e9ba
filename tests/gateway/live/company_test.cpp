// Presence and signals: what the connected people hear of each other.
#include <catch2/catch.hpp>

#include "gateway/live/limits.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using Kind = v1::ServerFrame;

namespace {

v1::ClientFrame typing(const std::string& interview) {
  v1::ClientFrame frame;
  frame.mutable_signal()->set_recording_id(interview);
  frame.mutable_signal()->set_typing(true);
  return frame;
}

// What is due to be told is told.
void pause(LiveWorld& world) {
  world.clock.advance(gateway::limits::kPresencePause);
  world.server.live->tick();
}

std::vector<std::string> names_in_last_presence(Peer& peer) {
  const auto frames = peer.take(Kind::kPresence);
  REQUIRE_FALSE(frames.empty());
  std::vector<std::string> names;
  for (const auto& person : frames.back().presence().people()) names.push_back(person.name());
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("everybody who follows a conversation hears who comes and goes, each person once") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  Peer bruno(world.server, cast().bruno);
  Peer bruno_again(world.server, cast().bruno);
  alice.send(subscribe(interview));
  bruno.send(subscribe(interview));
  bruno_again.send(subscribe(interview));
  pause(world);
  CHECK(names_in_last_presence(alice) == std::vector<std::string>{"alice", "bruno"});
  bruno.cut();
  pause(world);
  CHECK(alice.take(Kind::kPresence).empty());
  bruno_again.cut();
  CHECK(names_in_last_presence(alice) == std::vector<std::string>{"alice"});
}

TEST_CASE("a crowd that comes at once is announced once, and one person's many connections not at all") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview));
  alice.take_all();
  std::deque<Peer> crowd;
  for (std::size_t i = 0; i < gateway::limits::kMaxConnectionsAPerson; ++i) {
    crowd.emplace_back(world.server, cast().denis).send(subscribe(interview));
  }
  crowd.emplace_back(world.server, cast().renee).send(subscribe(interview));
  CHECK(alice.take(Kind::kPresence).empty());
  pause(world);
  const auto frames = alice.take(Kind::kPresence);
  REQUIRE(frames.size() == 1);
  CHECK(frames.front().presence().people_size() == 3);
  pause(world);
  CHECK(alice.take(Kind::kPresence).empty());
}

TEST_CASE("candidate and role-player see each other type - nothing of it is journaled") {
  LiveWorld world;
  const std::string interview = world.open_interview(v1::CHANNEL_CHAT);
  Peer denis(world.server, cast().denis);
  Peer renee(world.server, cast().renee);
  denis.send(subscribe(interview));
  renee.send(subscribe(interview));
  denis.send(typing(interview));
  const auto signals = renee.take(Kind::kSignal);
  REQUIRE(signals.size() == 1);
  CHECK(signals.front().signal().account_id() == cast().denis.account_id.to_string());
  CHECK(denis.take(Kind::kSignal).empty());
  CHECK_FALSE(world.server.journal->has_appends());
}

TEST_CASE("others coming, going and typing cannot fill the queue of a peer that takes nothing - it hears the outcome") {
  LiveWorld world;
  const std::string interview = world.open_interview(v1::CHANNEL_CHAT);
  Peer slow(world.server, cast().renee);
  Peer denis(world.server, cast().denis);
  slow.send(subscribe(interview));
  while (slow.connection.queued_bytes() <= gateway::limits::kMaxQueuedBytes) {
    v1::EventBody message;
    message.mutable_chat_message()->set_participant_id("candidate");
    message.mutable_chat_message()->set_text(std::string(4'000, 'x'));
    world.say(interview, message);
  }
  const std::size_t queued_bytes = slow.connection.queued_bytes();
  for (int i = 0; i < 100; ++i) {
    denis.send(subscribe(interview));
    denis.send(typing(interview));
  }
  pause(world);
  CHECK(slow.connection.queued_bytes() == queued_bytes);
  CHECK(names_in_last_presence(slow) == std::vector<std::string>{"denis", "renee"});
}

TEST_CASE("an assessor cannot signal in a conversation") {
  LiveWorld world;
  const std::string interview = world.open_interview(v1::CHANNEL_CHAT);
  Peer alice(world.server, cast().alice);
  alice.send(typing(interview));
  const auto errors = alice.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_NOT_ALLOWED);
}
