// The whole server on real sockets and real files, its io_context stepped by hand on the test's own thread.
#include <catch2/catch.hpp>

#include "tests/gateway/support/server_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

const std::string kInterview = "6f1d2c3b-0000-4000-8000-000000000001";

v1::ServerFrame parse(const std::string& bytes) {
  v1::ServerFrame frame;
  REQUIRE(frame.ParseFromString(bytes));
  return frame;
}

void send(ServerWorld& world, WebsocketClient& socket, const v1::ClientFrame& frame) {
  write_message(world.running, socket, frame.SerializeAsString(), false);
}

// Opens the interview as the platform, through the socket, and waits until it is kept.
Opened open_interview(ServerWorld& world) {
  Opened platform = open_websocket(world.running, world.as_platform());
  REQUIRE(platform.status == 101);
  CHECK(parse(read_message(world.running, *platform.socket)).welcome().name() == "platform");
  send(world, *platform.socket, publish(kInterview, kInterview, 1, opening()));
  CHECK(parse(read_message(world.running, *platform.socket)).ack().client_seq() == 1);
  return platform;
}

}  // namespace

TEST_CASE("an event goes through the real socket to the disk and back") {
  ServerWorld world;
  open_interview(world);
  CHECK(world.ask_as(world.sign_in("odile"), "/api/status").body().find("\"liveInterviewCount\":1") !=
        std::string::npos);
}

TEST_CASE("the JSON subprotocol is spoken when it is asked for") {
  ServerWorld world;
  auto upgrade = world.as_platform();
  upgrade.subprotocol = "chat, regard.v1+json";
  auto opened = open_websocket(world.running, upgrade);
  REQUIRE(opened.status == 101);
  CHECK(read_message(world.running, *opened.socket).starts_with("{\"welcome\":"));
}

TEST_CASE("signing out closes the connections of that sign-in and makes its cookie worthless") {
  ServerWorld world;
  const std::string cookie = world.sign_in("alice");
  auto opened = open_websocket(world.running, {.cookie = cookie, .origin = "http://" + world.running.host()});
  REQUIRE(opened.status == 101);
  CHECK(status_of(world.running, with(request(verb::post, "/api/sign-out"), field::cookie, cookie)) == 204);
  CHECK(read_close(world.running, *opened.socket) == 1008);
  CHECK(world.ask_as(cookie, "/api/me").result_int() == 401);
  CHECK(world.live.journal->store().sessions().value().empty());
}

TEST_CASE("a stop acknowledges what was accepted, then closes every WebSocket with 1012") {
  ServerWorld world;
  auto opened = open_websocket(world.running, world.as_platform());
  (void)read_message(world.running, *opened.socket);
  send(world, *opened.socket, publish(kInterview, kInterview, 1, opening()));
  world.running.server.stop();
  CHECK(read_close(world.running, *opened.socket) == 1012);
  CHECK(world.live.live->recorder.is_drained());
}

TEST_CASE("a stop waits for the disk, and takes nothing new meanwhile") {
  ServerWorld world;
  auto opened = open_interview(world);
  Peer platform(world.live, cast().platform);
  world.is_disk_working = false;
  platform.send(publish(kInterview, kInterview, 2, observer::testing::joined("candidate")));
  world.running.server.stop();
  world.running.run_dry();
  platform.send(publish(kInterview, kInterview, 3, observer::testing::joined("interlocutor")));
  const auto errors = platform.take(v1::ServerFrame::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_SHUTTING_DOWN);
  world.is_disk_working = true;
  CHECK(read_close(world.running, *opened.socket) == 1012);
  CHECK(platform.take(v1::ServerFrame::kAck).size() == 1);
}

TEST_CASE("no address gives an assessor the other's marking while it is sealed") {
  ServerWorld world;
  open_interview(world);
  const auto* family = world.live.live->recordings.interview(*observer::Uuid::parse(kInterview));
  const std::string alices = family->marking_of(cast().alice.account_id)->recording_id.to_string();

  const std::string bruno = world.sign_in("bruno");
  CHECK(world.ask_as(bruno, "/api/interviews/" + kInterview).result_int() == 200);
  for (const std::string target : {"/api/interviews", "/api/people", "/api/me", "/api/status", "/"}) {
    CHECK(world.ask_as(bruno, target).body().find(alices) == std::string::npos);
  }
  CHECK(world.ask_as(bruno, "/api/interviews/" + kInterview).body().find(alices) == std::string::npos);
  CHECK(world.ask_as(bruno, "/api/interviews/" + alices).body() ==
        world.ask_as(bruno, "/api/interviews/6f1d2c3b-0000-4000-8000-00000000dead").body());
  CHECK(world.ask_as(bruno, "/api/recordings/" + alices).result_int() == 404);
  const std::string alice = world.sign_in("alice");
  CHECK(world.ask_as(alice, "/api/interviews/" + kInterview).body().find(alices) != std::string::npos);
}

TEST_CASE(
    "an interview is not found before it is on disk, at once afterwards, and never by whoever has no part in it") {
  ServerWorld world;
  auto body = opening();
  body.mutable_interview_opened()->clear_role_player();
  Peer platform(world.live, cast().platform);
  world.is_disk_working = false;
  platform.send(publish(kInterview, kInterview, 1, body));
  CHECK(world.ask_as_platform("/api/interviews/" + kInterview).result_int() == 404);
  CHECK(world.ask_as_platform("/api/interviews").body().find(kInterview) == std::string::npos);
  world.is_disk_working = true;
  world.live.settle();
  CHECK(world.ask_as_platform("/api/interviews/" + kInterview).result_int() == 200);
  CHECK(world.ask_as_platform("/api/interviews").body().find(kInterview) != std::string::npos);

  const std::string stranger = world.sign_in("renee");
  CHECK(world.ask_as(stranger, "/api/interviews/" + kInterview).result_int() == 404);
  CHECK(world.ask_as(stranger, "/api/interviews").body().find(kInterview) == std::string::npos);
}
