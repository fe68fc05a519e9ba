#include <catch2/catch.hpp>

#include "gateway/live/limits.hpp"
#include "observer/recording/limits.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::testing::turn;
using Kind = v1::ServerFrame;

namespace {

std::vector<std::uint64_t> sequences(const std::vector<v1::Event>& events) {
  std::vector<std::uint64_t> all;
  for (const v1::Event& event : events) all.push_back(event.sequence());
  return all;
}

v1::ClientFrame unsubscribe(const std::string& recording_id) {
  v1::ClientFrame frame;
  frame.mutable_unsubscribe()->set_recording_id(recording_id);
  return frame;
}

const std::string kLongText(7'000, 'x');

}  // namespace

TEST_CASE("a session that asks for more than the journal gives is not read from until it has given") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  const std::string marking = world.marking_of(interview, cast().alice);
  Peer alice(world.server, cast().alice);
  const auto ask_until_paused = [&](const auto& next_frame) {
    std::size_t asked = 0;
    while (alice.is_read_from() && asked < 1000) {
      alice.send(next_frame());
      ++asked;
    }
    CHECK(asked == gateway::limits::kMaxAsked);
    world.server.settle();
    CHECK(alice.is_read_from());
    alice.take_all();
  };
  ask_until_paused([&] { return subscribe(marking); });
  ask_until_paused([&] { return subscribe(world.random.uuid().to_string()); });
  ask_until_paused([&] {
    v1::ClientFrame frame;
    frame.mutable_signal()->set_recording_id(world.random.uuid().to_string());
    return frame;
  });
  const std::string client_id = world.random.uuid().to_string();
  ask_until_paused([&] { return publish(world.random.uuid().to_string(), client_id, 1, turn("candidate")); });
}

TEST_CASE("a subscriber gets everything after its cursor, then CaughtUp, then what is new") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview, 1));
  world.server.settle();
  auto frames = alice.take_all();
  CHECK(sequences(events_in(frames)) == std::vector<std::uint64_t>{2, 3});
  CHECK(frames.back().caught_up().sequence() == 3);
  world.say(interview, turn("candidate"));
  frames = alice.take_all();
  CHECK(sequences(events_in(frames)) == std::vector<std::uint64_t>{4});
  CHECK(frames.size() == 1);  // CaughtUp is said once.
}

TEST_CASE("nothing is delivered before it is committed") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview, 3));
  world.server.settle();
  alice.take_all();
  world.platform.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  world.server.run_deferred();
  CHECK(events_in(alice.take_all()).empty());
  world.server.settle();
  CHECK(sequences(events_in(alice.take_all())) == std::vector<std::uint64_t>{4});
}

TEST_CASE("replay and live deliver the same events in both encodings") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer binary(world.server, cast().alice);
  Peer json(world.server, cast().bruno, gateway::Encoding::json);
  binary.send(subscribe(interview));
  json.send(subscribe(interview));
  world.say(interview, turn("candidate", "Bonjour, l’été « dernier » : 12,50 €"));
  const auto live_binary = events_in(binary.take_all());
  const auto live_json = events_in(json.take_all());
  Peer replaying(world.server, cast().quentin);
  replaying.send(subscribe(interview));
  world.server.settle();
  const auto replayed = events_in(replaying.take_all());
  REQUIRE(replayed.size() == 4);
  for (std::size_t i = 0; i < replayed.size(); ++i) {
    CHECK(replayed[i].SerializeAsString() == live_binary.at(i).SerializeAsString());
    CHECK(replayed[i].SerializeAsString() == live_json.at(i).SerializeAsString());
  }
}

TEST_CASE("a subscriber that takes nothing holds a bounded queue, and gets the rest when it takes again") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer slow(world.server, cast().alice);
  slow.send(subscribe(interview));
  constexpr std::size_t kTurns = 400;
  for (std::size_t i = 0; i < kTurns; ++i) world.say(interview, turn("candidate", kLongText));
  // One batch may still have been added to a queue that was just below the limit.
  CHECK(slow.connection.queued_bytes() < gateway::limits::kMaxQueuedBytes + std::size_t{64} * 10'000);
  std::vector<v1::Event> received;
  while (slow.connection.has_message()) {
    for (auto& event : events_in(slow.take_all())) received.push_back(std::move(event));
    world.server.settle();
  }
  REQUIRE(received.size() == kTurns + 3);
  for (std::size_t i = 0; i < received.size(); ++i) CHECK(received[i].sequence() == i + 1);
}

TEST_CASE("a page that comes while a full queue sinks does not end the pause of the other recordings") {
  LiveWorld world;
  constexpr std::size_t kTurns = 100;
  const std::string replayed = world.open_interview();
  for (std::size_t i = 0; i < kTurns; ++i) world.say(replayed, turn("candidate", kLongText));
  const std::string live = world.open_interview();
  Peer slow(world.server, cast().alice);
  slow.send(subscribe(live));
  world.server.settle();
  slow.send(subscribe(replayed));
  std::size_t said = 0;
  const std::string client = world.random.uuid().to_string();
  while (slow.session->can_take()) {  // The disk writes; the page that was asked for is not read yet.
    world.platform.send(publish(live, client, ++said, turn("candidate", kLongText)));
    world.server.run_deferred();
    world.server.journal->commit_all();
  }
  std::unordered_map<std::string, std::size_t> received;
  const auto take_one = [&] {
    v1::ServerFrame frame;
    REQUIRE(frame.ParseFromString(*slow.connection.take().bytes));
    received[frame.event_batch().recording_id()] += static_cast<std::size_t>(frame.event_batch().events_size());
    slow.session->on_sent();
  };
  while (slow.connection.queued_bytes() > gateway::limits::kMaxQueuedBytes) take_one();
  REQUIRE(world.server.journal->has_reads());
  world.server.settle();
  world.say(live, turn("candidate"));  // Not delivered: the queue is still long.
  while (slow.connection.has_message()) {
    take_one();
    world.server.settle();
  }
  CHECK(received[replayed] == kTurns + 3);
  CHECK(received[live] == said + 1 + 3);
}

TEST_CASE("a subscriber whose socket does not move is closed with a reason") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer slow(world.server, cast().alice);
  slow.send(subscribe(interview));
  world.server.settle();
  world.clock.advance(gateway::limits::kWriteStall);
  world.server.live->sessions.check_deadlines();
  CHECK_FALSE(slow.connection.closing);
  world.clock.advance(std::chrono::milliseconds(1));
  world.server.live->sessions.check_deadlines();
  REQUIRE(slow.connection.closing);
  CHECK(slow.connection.closing->code == gateway::CloseCode::try_again_later);
  CHECK(slow.connection.closing->reason.find("cursor") != std::string::npos);
}

TEST_CASE("a socket that moves, however slowly, stays open - so does one that had nothing to take for long") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer slow(world.server, cast().alice);
  slow.send(subscribe(interview, 3));
  world.server.settle();
  slow.take_all();
  world.clock.advance(2 * gateway::limits::kWriteStall);
  for (int i = 0; i < 3; ++i) world.say(interview, turn("candidate"));
  for (int i = 0; i < 3; ++i) {
    world.clock.advance(gateway::limits::kWriteStall);
    world.server.live->sessions.check_deadlines();
    CHECK_FALSE(slow.connection.closing);
    (void)slow.connection.take();
    slow.session->on_sent();
  }
}

TEST_CASE("a peer that says nothing for too long is closed - a clock probe keeps it") {
  LiveWorld world;
  Peer silent(world.server, cast().alice);
  Peer alive(world.server, cast().bruno);
  silent.take_all();
  alive.take_all();
  world.clock.advance(gateway::limits::kClientSilence);
  v1::ClientFrame probe;
  probe.mutable_clock_probe()->set_client_wall_us(5);
  alive.send(probe);
  const auto readings = alive.take(Kind::kClockReading);
  REQUIRE(readings.size() == 1);
  CHECK(readings.front().clock_reading().client_wall_us() == 5);
  CHECK(readings.front().clock_reading().server_mono_ns() == world.server.trusted_clock->mono_ns());
  world.clock.advance(std::chrono::seconds(1));
  world.server.live->sessions.check_deadlines();
  CHECK(silent.connection.closing);
  CHECK_FALSE(alive.connection.closing);
}

TEST_CASE("a peer that is not read from is not taken for silent") {
  LiveWorld world;
  Peer alice(world.server, cast().alice);
  while (alice.is_read_from()) alice.send(subscribe(world.random.uuid().to_string()));
  world.clock.advance(2 * gateway::limits::kClientSilence);
  alice.take_all();
  world.server.live->sessions.check_deadlines();
  CHECK_FALSE(alice.connection.closing);
  world.server.settle();
  REQUIRE(alice.is_read_from());
  alice.take_all();
  world.server.live->sessions.check_deadlines();
  CHECK_FALSE(alice.connection.closing);
  world.clock.advance(gateway::limits::kClientSilence + std::chrono::milliseconds(1));
  world.server.live->sessions.check_deadlines();
  CHECK(alice.connection.closing);
}

TEST_CASE("a session whose core goes away does nothing more") {
  LiveWorld world;
  Peer alice(world.server, cast().alice);
  while (alice.is_read_from()) alice.send(subscribe(world.random.uuid().to_string()));
  const int resume_count = alice.connection.resume_count;
  world.server.live.reset();
  world.server.journal.reset();
  CHECK(alice.connection.resume_count == resume_count);
}

TEST_CASE("a cursor beyond the end is refused") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview, 4));
  const auto errors = alice.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().field() == "after_sequence");
}

TEST_CASE("subscribing again moves the cursor - a page that was being read for the old one is dropped") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview));
  alice.send(subscribe(interview, 2));
  world.server.settle();
  CHECK(sequences(events_in(alice.take_all())) == std::vector<std::uint64_t>{3});
}

TEST_CASE("after Unsubscribe nothing more comes") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview));
  alice.send(unsubscribe(interview));
  world.say(interview, turn("candidate"));
  CHECK(events_in(alice.take_all()).empty());
  alice.send(unsubscribe(interview));
  CHECK(alice.take(Kind::kError).size() == 1);
}

TEST_CASE("a connection follows a bounded number of recordings") {
  LiveWorld world;
  Peer odile(world.server, cast().odile);
  const std::string first = world.open_interview();
  odile.send(subscribe(first));
  for (std::size_t i = 1; i <= gateway::limits::kMaxSubscriptions; ++i) {
    CHECK(odile.take(Kind::kError).empty());
    odile.send(subscribe(world.open_interview()));
  }
  const auto errors = odile.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_LIMIT_REACHED);
  odile.send(unsubscribe(first));
  odile.send(subscribe(world.open_interview()));
  CHECK(odile.take(Kind::kError).empty());
}

TEST_CASE("whoever leaves a recording waits no longer for its page") {
  LiveWorld world;
  const std::string left = world.open_interview();
  const std::string followed = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(left));
  REQUIRE(world.server.journal->read_count() == 1);
  alice.send(unsubscribe(left));
  alice.send(subscribe(followed));
  CHECK(world.server.journal->read_count() == 2);
}

TEST_CASE("a recording with a missing event is never delivered past the gap") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.say(interview, turn("candidate"));
  Peer alice(world.server, cast().alice);
  // The feed is told of an event that the store does not have.
  const auto recording = *observer::Uuid::parse(interview);
  alice.send(subscribe(interview));
  world.server.settle();
  alice.take_all();
  world.server.live->feed.on_committed(recording, {}, 9);
  world.server.settle();
  REQUIRE(alice.connection.closing);
  CHECK(alice.connection.closing->reason.find("event 5") != std::string::npos);
}

TEST_CASE("many events of one commit reach a live subscriber in messages of a bounded size, in sequence") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(interview));
  world.server.settle();
  alice.take_all();
  constexpr std::size_t kEvents = observer::limits::kPageEvents * 2 + 1;
  for (std::uint64_t seq = 4; seq < 4 + kEvents; ++seq) {
    world.platform.send(publish(interview, world.platform_client_id, seq, turn("candidate")));
  }
  world.server.settle();
  const auto frames = alice.take(Kind::kEventBatch);
  CHECK(frames.size() == 3);
  const auto events = events_in(frames);
  REQUIRE(events.size() == kEvents);
  for (std::size_t i = 0; i < kEvents; ++i) CHECK(events[i].sequence() == i + 4);
}
