#include <catch2/catch.hpp>

#include "gateway/live/limits.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using Kind = v1::ServerFrame;

namespace {

v1::Error only_error(Peer& peer) {
  const auto errors = peer.take(Kind::kError);
  REQUIRE(errors.size() == 1);
  // Whatever was wrong, the connection survives it.
  CHECK_FALSE(peer.connection.closing);
  return errors.front().error();
}

}  // namespace

TEST_CASE("bytes that are no frame are answered as malformed") {
  LiveWorld world;
  world.platform.session->on_message("\xff\xff\xff", false);
  CHECK(only_error(world.platform).code() == v1::ERROR_CODE_MALFORMED_FRAME);
}

TEST_CASE("a text message on a binary connection is answered with the subprotocol to ask for") {
  LiveWorld world;
  world.platform.session->on_message("{}", true);
  const auto error = only_error(world.platform);
  CHECK(error.code() == v1::ERROR_CODE_MALFORMED_FRAME);
  CHECK(error.message().find("regard.v1+json") != std::string::npos);
}

TEST_CASE("wrong JSON is answered with where it is wrong") {
  LiveWorld world;
  Peer peer(world.server, cast().platform, gateway::Encoding::json);
  peer.session->on_message(R"({"publish": {"clientSeq": "many"}})", true);
  const auto error = only_error(peer);
  CHECK(error.code() == v1::ERROR_CODE_MALFORMED_FRAME);
  CHECK(error.message().find("many") != std::string::npos);
}

TEST_CASE("kinds that this server does not know are answered as such") {
  LiveWorld world;
  Peer json(world.server, cast().platform, gateway::Encoding::json);
  SECTION("an empty frame") {
    world.platform.session->on_message("", false);
    CHECK(only_error(world.platform).code() == v1::ERROR_CODE_UNKNOWN_KIND);
  }
  SECTION("a frame with a field of the future") {
    world.platform.session->on_message(std::string("\xa2\x06\x00", 3), false);
    CHECK(only_error(world.platform).code() == v1::ERROR_CODE_UNKNOWN_KIND);
  }
  SECTION("a JSON frame with an unknown name") {
    json.session->on_message(R"({"dance": {}})", true);
    CHECK(only_error(json).code() == v1::ERROR_CODE_UNKNOWN_KIND);
  }
  SECTION("an event without a body") {
    const std::string interview = world.open_interview();
    world.platform.send(publish(interview, world.platform_client_id, 4, {}));
    const auto error = only_error(world.platform);
    CHECK(error.code() == v1::ERROR_CODE_UNKNOWN_KIND);
    CHECK(error.client_seq() == 4);
  }
}

TEST_CASE("a publish without proper identifiers is refused by the field") {
  LiveWorld world;
  const std::string id = world.random.uuid().to_string();
  const auto body = opening();
  const auto field_of = [&](const v1::ClientFrame& frame) {
    world.platform.send(frame);
    const auto error = only_error(world.platform);
    CHECK(error.code() == v1::ERROR_CODE_INVALID_FIELD);
    return error.field();
  };
  world.platform.take_all();
  CHECK(field_of(publish("somewhere", id, 1, body)) == "recording_id");
  CHECK(field_of(publish(observer::Uuid{}.to_string(), id, 1, body)) == "recording_id");
  CHECK(field_of(publish(id, "me", 1, body)) == "client_id");
  CHECK(field_of(publish(id, id, 0, body)) == "client_seq");
}

TEST_CASE("the wrong role is refused") {
  LiveWorld world;
  const std::string interview = world.open_interview();
  Peer quentin(world.server, cast().quentin);
  quentin.send(publish(interview, world.random.uuid().to_string(), 1, observer::testing::closing()));
  CHECK(only_error(quentin).code() == v1::ERROR_CODE_NOT_ALLOWED);
}

TEST_CASE("a peer that does not take the answers to its nonsense is not read from until it does") {
  LiveWorld world;
  Peer& peer = world.platform;
  while (peer.is_read_from() && peer.connection.queued_bytes() < 2 * gateway::limits::kMaxQueuedBytes) {
    peer.session->on_message("\xff\xff\xff", false);
  }
  CHECK_FALSE(peer.is_read_from());
  peer.take_all();
  CHECK(peer.is_read_from());
}
