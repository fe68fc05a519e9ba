// The body of a published event, as bytes.
#include "gateway/live/frame_codec.hpp"

#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

using namespace regard;
using gateway::body_bytes;
using gateway::Encoding;

namespace {

v1::ClientFrame published() {
  v1::ClientFrame frame;
  frame.mutable_publish()->set_recording_id("4f9c0b1e-9d0e-4f4e-8b0a-3a1d2c5b6e7f");
  frame.mutable_publish()->set_client_seq(300);
  *frame.mutable_publish()->mutable_body() = observer::testing::turn("candidate", "Bonjour, que puis-je pour vous ?");
  return frame;
}

}  // namespace

TEST_CASE("a binary frame's body is the very bytes that came, and nothing is copied") {
  const v1::ClientFrame frame = published();
  const std::string message = frame.SerializeAsString();
  std::string buffer;
  const std::string_view body = body_bytes(Encoding::binary, message, frame.publish(), buffer);
  CHECK(body == frame.publish().body().SerializeAsString());
  CHECK(body.data() >= message.data());
  CHECK(body.data() + body.size() <= message.data() + message.size());
  CHECK(buffer.empty());
}

TEST_CASE("a body that came in two parts, which Protobuf merges, is serialised whole") {
  const v1::ClientFrame frame = published();
  v1::ClientFrame rest;
  rest.mutable_publish()->mutable_body()->mutable_spoken_turn()->set_duration_ms(1'234);
  const std::string message = frame.SerializeAsString() + rest.SerializeAsString();
  v1::ClientFrame merged;
  REQUIRE(merged.ParseFromString(message));
  std::string buffer;
  v1::EventBody body;
  REQUIRE(body.ParseFromString(std::string(body_bytes(Encoding::binary, message, merged.publish(), buffer))));
  CHECK(body.spoken_turn().duration_ms() == 1'234);
  CHECK(body.spoken_turn().participant_id() == "candidate");
}

TEST_CASE("the body of a JSON frame is serialised") {
  const v1::ClientFrame frame = published();
  std::string buffer;
  CHECK(body_bytes(Encoding::json, "{}", frame.publish(), buffer) == frame.publish().body().SerializeAsString());
}
