// Who gets a WebSocket, and who does not.
#include "gateway/http/resources/live.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

UpgradeRequest as_platform() { return {.authorization = std::string("Bearer ") + kIntegrationToken}; }

}  // namespace

TEST_CASE("the first of the client's subprotocols that is spoken is chosen") {
  HttpWorld world;
  auto upgrade = as_platform();
  upgrade.subprotocol = "chat, regard.v1+json, regard.v1";
  auto opened = open_websocket(world.running, upgrade);
  REQUIRE(opened.status == 101);
  CHECK(read_message(world.running, *opened.socket) == "platform speaks regard.v1+json");
}

TEST_CASE("the WebSocket is refused without a sign-in, from a foreign page, and without a common subprotocol") {
  HttpWorld world;
  const std::string cookie = world.sign_in("alice");
  const auto status_of = [&](const UpgradeRequest& upgrade) { return open_websocket(world.running, upgrade).status; };
  const std::string own = own_origin(world);
  CHECK(status_of({}) == 401);
  CHECK(status_of({.authorization = "Bearer nonsense"}) == 401);
  CHECK(status_of({.cookie = "regard_session=nonsense", .origin = own}) == 401);
  CHECK(status_of({.cookie = cookie}) == 403);
  CHECK(status_of({.cookie = cookie, .origin = "http://evil.example"}) == 403);
  CHECK(status_of({.cookie = cookie, .origin = own}) == 101);
  CHECK(status_of({.cookie = cookie, .origin = "https://regard.example.org"}) == 101);
  CHECK(status_of({.cookie = "a=1; " + cookie, .origin = own}) == 101);
  CHECK(status_of({.subprotocol = "soap", .cookie = cookie, .origin = own}) == 400);
  CHECK(status_of({.subprotocol = "", .cookie = cookie, .origin = own}) == 400);
  CHECK(status_of({.path = "/elsewhere", .cookie = cookie, .origin = own}) == 404);
  CHECK(status_of({.path = "/api/status", .cookie = cookie, .origin = own}) == 404);
}

TEST_CASE("whoever asks for the WebSocket without one is told so") {
  HttpWorld world;
  const auto response = world.ask_as_platform("/ws");
  CHECK(response.result_int() == 426);
  CHECK(field_of(response, field::upgrade) == "websocket");
}

TEST_CASE("a message that is larger than the resource allows closes with 1009") {
  HttpWorld world;
  auto opened = open_websocket(world.running, as_platform());
  write_message(world.running, *opened.socket, std::string(1025, 'x'), true);
  CHECK(read_close(world.running, *opened.socket) == 1009);
}

TEST_CASE("/echo sends text and binary back as they came") {
  HttpWorld world;
  auto opened = open_websocket(world.running, {.path = "/echo", .subprotocol = ""});
  REQUIRE(opened.status == 101);
  for (const bool is_text : {true, false}) {
    write_message(world.running, *opened.socket, "l’été", is_text);
    CHECK(read_message(world.running, *opened.socket) == "l’été");
    CHECK(opened.socket->got_text() == is_text);
  }
}
