#include "gateway/live/account_use.hpp"

#include <catch2/catch.hpp>

#include "gateway/live/limits.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using Kind = v1::ServerFrame;

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

v1::ClientFrame probe() {
  v1::ClientFrame frame;
  frame.mutable_clock_probe()->set_client_wall_us(1);
  return frame;
}

}  // namespace

TEST_CASE("a credential that ended while the connection was being opened opens nothing") {
  LiveWorld world;
  bool is_good = true;
  const auto open = [&] {
    FakeConnection connection;
    const auto session = world.server.live->make_session(
        {cast().alice, "token", gateway::Encoding::binary, "192.0.2.1", [&] { return is_good; }});
    session->on_open(connection);
    session->on_closed();
    return connection.closing.has_value();
  };
  CHECK_FALSE(open());
  is_good = false;
  CHECK(open());
}

TEST_CASE("what may be used in a second may be used again in the next one") {
  gateway::UseWindow window(10, std::chrono::seconds(1));
  window.use(9, kSecondNs);
  CHECK(window.has_left(kSecondNs));
  window.use(5, kSecondNs);
  CHECK_FALSE(window.has_left(2 * kSecondNs - 1));
  CHECK(window.has_left(2 * kSecondNs));
}

TEST_CASE("an account's frames and bytes are counted over all its connections") {
  gateway::AccountUse use({.connections = 2, .frames_a_second = 3, .bytes_a_second = 100});
  for (int i = 0; i < 3; ++i) use.sent(1, kSecondNs);
  CHECK_FALSE(use.may_send(kSecondNs));
  CHECK(use.may_send(2 * kSecondNs));
  use.sent(100, 2 * kSecondNs);
  CHECK_FALSE(use.may_send(2 * kSecondNs));
}

TEST_CASE("a person has so many connections - one that goes makes place, others are not concerned") {
  LiveWorld world;
  std::vector<std::shared_ptr<gateway::LiveSession>> sessions;
  const auto open = [&](const observer::Account& account) {
    return world.server.live->make_session({account, account.login, gateway::Encoding::binary});
  };
  while (auto session = open(cast().denis)) sessions.push_back(std::move(session));
  CHECK(sessions.size() == gateway::limits::kMaxConnectionsAPerson);
  CHECK(open(cast().alice));
  sessions.pop_back();
  CHECK(open(cast().denis));
}

TEST_CASE(
    "programs have at most half of the places, and what the memory has room for - all have no more than there are") {
  gateway::InterviewWatch watch;
  gateway::LiveSessions sessions(watch, {.connections = 10});
  std::vector<std::shared_ptr<gateway::AccountUse>> uses;
  const auto fill = [&](const observer::Account& account) {
    while (sessions.has_place(account)) uses.emplace_back(sessions.use_of(account))->connected();
    return uses.size();
  };
  observer::Account other_platform = cast().platform;
  other_platform.account_id.bytes.front() ^= 1U;
  CHECK(fill(cast().platform) == 5);
  CHECK(fill(other_platform) == 5);
  CHECK(fill(cast().alice) == 10);
  CHECK(fill(cast().bruno) == 10);
  for (const auto& use : uses) use->disconnected();
  CHECK(sessions.has_place(cast().bruno));
  CHECK(sessions.has_place(other_platform));
}

TEST_CASE("programs have as many places as the memory has room for") {
  gateway::InterviewWatch watch;
  constexpr std::size_t kRoomBytes = 2 * gateway::limits::kProgramConnectionBytes;
  gateway::LiveSessions sessions(watch, {.memory_bytes = gateway::limits::kServerBytes + kRoomBytes});
  const auto use = sessions.use_of(cast().platform);
  use->connected();
  CHECK(sessions.has_place(cast().platform));
  use->connected();
  CHECK_FALSE(sessions.has_place(cast().platform));
  CHECK(sessions.has_place(cast().alice));
}

TEST_CASE("what is known of an account goes with its last connection") {
  LiveWorld world;  // The platform is connected.
  {
    Peer denis(world.server, cast().denis);
    world.server.live->tick();
    CHECK(world.server.live->sessions.account_count() == 2);
  }
  world.server.live->tick();
  CHECK(world.server.live->sessions.account_count() == 1);
}

TEST_CASE("whoever says too much is read from again in the next second, and told nothing bad") {
  LiveWorld world;
  Peer denis(world.server, cast().denis);
  std::size_t count = 0;
  for (; denis.is_read_from(); ++count) {
    denis.send(probe());
    denis.take_all();
  }
  CHECK(count == gateway::limits::kMaxFramesASecond);
  Peer second(world.server, cast().denis);
  CHECK(second.is_read_from());
  for (; second.is_read_from(); ++count) {
    second.send(probe());
    second.take_all();
  }
  CHECK(count == gateway::limits::kMaxFramesASecondAPerson);
  CHECK(Peer(world.server, cast().alice).is_read_from());
  const int resume_count = denis.connection.resume_count;
  world.clock.advance(std::chrono::seconds(1));
  world.server.live->tick();
  CHECK(denis.is_read_from());
  CHECK(denis.connection.resume_count > resume_count);
  CHECK_FALSE(denis.connection.closing);
}

TEST_CASE("while much waits for all sockets together, little may wait for each - longer queues are shed") {
  constexpr std::size_t kRoomBytes = std::size_t{1} << 20;
  gateway::InterviewWatch watch;
  gateway::LiveSessions sessions(watch, {.memory_bytes = gateway::limits::kServerBytes + kRoomBytes});
  CHECK(sessions.max_queued_bytes() == gateway::limits::kMaxQueuedBytes);
  sessions.queue_changed(0, kRoomBytes / gateway::limits::kQueuesShareOfRoom + 1);
  CHECK(sessions.max_queued_bytes() == gateway::limits::kMaxQueuedBytesUnderPressure);
  sessions.queue_changed(kRoomBytes / gateway::limits::kQueuesShareOfRoom + 1, 0);
  CHECK(sessions.max_queued_bytes() == gateway::limits::kMaxQueuedBytes);
}

TEST_CASE("short of memory, the connections that hold much are closed with a reason, and no others") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer slow(world.server, cast().alice);
  Peer quick(world.server, cast().bruno);
  slow.send(subscribe(interview));
  quick.send(subscribe(interview));
  while (slow.connection.queued_bytes() <= gateway::limits::kMaxQueuedBytesUnderPressure) {
    world.say(interview, observer::testing::turn("candidate", std::string(4'000, 'x')));
    quick.take_all();
  }
  Peer unfinished(world.server, cast().bruno);
  unfinished.connection.unfinished_bytes = gateway::limits::kMaxQueuedBytesUnderPressure + 1;
  CHECK(world.server.live->sessions.shed() == 2);
  CHECK(unfinished.connection.closing);
  REQUIRE(slow.connection.closing);
  CHECK(slow.connection.closing->code == gateway::CloseCode::try_again_later);
  CHECK_FALSE(quick.connection.closing);
}
