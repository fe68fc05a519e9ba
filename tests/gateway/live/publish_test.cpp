#include <catch2/catch.hpp>

#include "observer/recording/limits.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::testing::mark;
using observer::testing::turn;
using Kind = v1::ServerFrame;

TEST_CASE("an event is acknowledged only once the disk has it") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.platform.take_all();
  world.platform.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  world.server.run_deferred();
  CHECK(world.platform.take(Kind::kAck).empty());
  world.server.settle();
  const auto acks = world.platform.take(Kind::kAck);
  REQUIRE(acks.size() == 1);
  CHECK(acks.front().ack().client_seq() == 4);
  CHECK(acks.front().ack().sequence() == 4);
}

TEST_CASE("an event with something in it that the schema does not know is refused, and nothing of it kept") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.platform.take_all();
  v1::EventBody body = turn("candidate");
  constexpr int kNoField = 1'000;
  v1::EventBody::GetReflection()->MutableUnknownFields(&body)->AddLengthDelimited(kNoField, "hidden");
  world.platform.send(publish(interview, world.platform_client_id, 4, body));
  world.server.settle();
  const auto errors = world.platform.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_INVALID_FIELD);
  CHECK(world.server.committed_sequence(*observer::Uuid::parse(interview)) == 3);
}

TEST_CASE("events of one turn share one cumulative acknowledgement") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.platform.take_all();
  for (std::uint64_t seq = 4; seq <= 19; ++seq) {
    world.platform.send(publish(interview, world.platform_client_id, seq, turn("candidate")));
  }
  world.server.settle();
  const auto acks = world.platform.take(Kind::kAck);
  REQUIRE(acks.size() == 1);
  CHECK(acks.front().ack().client_seq() == 19);
}

TEST_CASE("events are handed to the disk by the first turn that brings no further ones") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  std::uint64_t seq = 3;
  const auto send = [&] {
    world.platform.send(publish(interview, world.platform_client_id, ++seq, turn("candidate")));
  };
  send();
  for (int turn = 0; turn < 3; ++turn) {
    send();
    world.server.run_turn();
    CHECK_FALSE(world.server.journal->has_appends());
  }
  world.server.run_turn();
  CHECK(world.server.journal->has_appends());
  world.server.settle();

  send();
  world.server.run_turn();
  CHECK(world.server.journal->has_appends());
}

TEST_CASE("events that come without end are handed to the disk all the same") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  for (std::uint64_t i = 0; i <= observer::limits::kMaxAppendEvents; ++i) {
    world.platform.send(publish(interview, world.platform_client_id, 4 + i, turn("candidate")));
  }
  CHECK(world.server.journal->has_appends());
}

TEST_CASE("an event sent again is acknowledged again and stored once") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.say(interview, turn("candidate"));
  Peer again(world.server, cast().platform);
  again.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  world.server.settle();
  const auto acks = again.take(Kind::kAck);
  REQUIRE(acks.size() == 1);
  CHECK(acks.front().ack().sequence() == 4);
  CHECK(world.server.committed_sequence(*observer::Uuid::parse(interview)) == 4);
}

TEST_CASE("an event sent again is acknowledged at once, whatever the disk is doing for others") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.say(interview, turn("candidate"));
  world.platform.take_all();
  const auto again = publish(interview, world.platform_client_id, 4, turn("candidate"));
  world.platform.send(again);
  CHECK(world.platform.take(Kind::kAck).size() == 1);
  CHECK_FALSE(world.server.journal->has_appends());
}

TEST_CASE("another event under a number that was used is refused, before its commit and after it") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  const auto bring_other = [&] {
    world.platform.take_all();
    world.platform.send(publish(interview, world.platform_client_id, 4, turn("interlocutor")));
    world.server.settle();
    const auto errors = world.platform.take(Kind::kError);
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().error().code() == v1::ERROR_CODE_OTHER_CONTENT);
    CHECK(errors.front().error().client_seq() == 4);
  };
  world.platform.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  bring_other();
  bring_other();
}

TEST_CASE("an event sent again before its commit is acknowledged when the commit is done, not before") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.platform.take_all();
  world.platform.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  Peer again(world.server, cast().platform);
  again.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  world.server.run_deferred();
  CHECK(again.take(Kind::kAck).empty());
  world.server.settle();
  CHECK(again.take(Kind::kAck).size() == 1);
  CHECK(world.platform.take(Kind::kAck).size() == 1);
}

TEST_CASE("what was stored before a restart is recognised after it") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.say(interview, turn("candidate"));
  TemporaryDirectory copy;
  std::filesystem::copy(world.directory.path(), copy.path(),
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  LiveServer restarted(open_store({.database_path = copy.path() / "regard.db"}), world.clock, world.random);
  Peer peer(restarted, cast().platform);
  peer.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  peer.send(publish(interview, world.platform_client_id, 5, turn("candidate")));
  restarted.settle();
  CHECK(restarted.committed_sequence(*observer::Uuid::parse(interview)) == 5);
}

TEST_CASE("a gap in client_seq is refused with the number that is expected, and the connection lives on") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.platform.send(publish(interview, world.platform_client_id, 9, turn("candidate")));
  const auto errors = world.platform.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_OUT_OF_ORDER);
  CHECK(errors.front().error().expected_client_seq() == 4);
  CHECK(errors.front().error().client_seq() == 9);
  CHECK_FALSE(world.platform.connection.closing);
  world.say(interview, turn("candidate"));
}

TEST_CASE("a refused event uses up no number") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  const std::string client = world.random.uuid().to_string();
  const std::string marking = world.marking_of(interview, cast().alice);
  alice.send(publish(marking, client, 1, mark(world.random.uuid(), "B4.A1.C1.K1.I1")));
  const auto errors = alice.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().field() == "body.mark.indicator_code");
  alice.send(publish(marking, client, 1, mark(world.random.uuid())));
  world.server.settle();
  CHECK(alice.take(Kind::kAck).size() == 1);
}

TEST_CASE("nobody is told anything by another account's client_id") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer odile(world.server, cast().odile);
  odile.send(publish(interview, world.platform_client_id, 2, observer::testing::note("…")));
  const auto errors = odile.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_OUT_OF_ORDER);
  CHECK(errors.front().error().expected_client_seq() == 1);
}

TEST_CASE("an event is stamped by the server, whatever the client says of time") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  auto frame = publish(interview, world.platform_client_id, 4, turn("candidate"));
  frame.mutable_publish()->mutable_client_time()->set_client_wall_us(42);
  frame.mutable_publish()->mutable_client_time()->set_clock_offset_us(-7);
  world.clock.advance(std::chrono::seconds(90));
  world.platform.send(frame);
  world.platform.send(subscribe(interview));
  world.server.settle();
  const auto events = events_in(world.platform.take_all());
  REQUIRE(events.size() == 4);
  CHECK(events.back().server_mono_ns() - events.front().server_mono_ns() == 90'000'000'000);
  CHECK(events.back().client_time().client_wall_us() == 42);
  CHECK(events.back().client_time().clock_offset_us() == -7);
  CHECK(events.back().author().role() == v1::ROLE_INTEGRATION);
}

TEST_CASE("an interview and its markings begin in one commit") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer alice(world.server, cast().alice);
  alice.send(subscribe(world.marking_of(interview, cast().alice)));
  world.server.settle();
  const auto events = events_in(alice.take_all());
  REQUIRE(events.size() == 1);
  CHECK(events.front().body().marking_opened().interview_id() == interview);
  CHECK(events.front().client_id().empty());
}

TEST_CASE("sessions are not read from while too much waits for the disk, and are again when it has caught up") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer other(world.server, cast().odile);
  for (std::uint64_t seq = 4; world.server.live->recorder.has_room(cast().platform); ++seq) {
    world.platform.send(publish(interview, world.platform_client_id, seq, turn("candidate")));
    world.server.run_deferred();
  }
  CHECK_FALSE(world.platform.is_read_from());
  world.server.settle();
  CHECK(world.platform.is_read_from());
}

TEST_CASE("few but large events that wait for the disk stop the reading too") {
  LiveWorld world;
  const std::string interview = world.open_interview(v1::CHANNEL_EMAIL);
  v1::EventBody email;
  email.mutable_email_message()->set_participant_id("candidate");
  email.mutable_email_message()->set_text(std::string(65'000, 'x'));
  constexpr std::uint64_t kEnough = observer::limits::kMaxPendingOfAProgram.bytes / 65'000 + 1;
  for (std::uint64_t seq = 4; seq < 4 + kEnough; ++seq) {
    world.platform.send(publish(interview, world.platform_client_id, seq, email));
  }
  CHECK_FALSE(world.platform.is_read_from());
  world.server.settle();
  CHECK(world.platform.is_read_from());
}

TEST_CASE("one account opens no more interviews than it may within a minute") {
  LiveWorld world;
  Peer odile(world.server, cast().odile);
  const auto open = [&] {
    odile.send(publish(world.random.uuid().to_string(), world.random.uuid().to_string(), 1, opening()));
    world.server.settle();
    return odile.take(Kind::kError);
  };
  for (std::size_t i = 0; i < observer::limits::kMaxOpeningsAMinuteAPerson; ++i) REQUIRE(open().empty());
  const auto refused = open();
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().error().code() == v1::ERROR_CODE_LIMIT_REACHED);
  world.clock.advance(std::chrono::minutes(1));
  CHECK(open().empty());
}

TEST_CASE("what a client says of its clock's error counts for how far ahead its marks may be") {
  LiveWorld world;
  const std::string marking = world.marking_of(world.open_interview(), cast().alice);
  Peer alice(world.server, cast().alice);
  const auto is_kept = [&](std::int64_t error_us) {
    v1::EventBody ahead = observer::testing::mark(world.random.uuid());
    ahead.mutable_mark()->set_entered_at_ms(4'000);
    auto frame = publish(marking, world.random.uuid().to_string(), 1, ahead);
    frame.mutable_publish()->mutable_client_time()->set_clock_offset_error_us(error_us);
    alice.send(frame);
    world.server.settle();
    return !alice.take(Kind::kAck).empty();
  };
  CHECK_FALSE(is_kept(0));
  CHECK(is_kept(5'000'000));
}

TEST_CASE("while the server stops, what was accepted is still acknowledged and nothing new is accepted") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  world.platform.take_all();
  world.platform.send(publish(interview, world.platform_client_id, 4, turn("candidate")));
  world.server.live->recorder.refuse_new();
  world.platform.send(publish(interview, world.platform_client_id, 5, turn("candidate")));
  const auto errors = world.platform.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_SHUTTING_DOWN);
  CHECK_FALSE(world.server.live->recorder.is_drained());
  world.server.settle();
  CHECK(world.server.live->recorder.is_drained());
  CHECK(world.platform.take(Kind::kAck).size() == 1);
}
