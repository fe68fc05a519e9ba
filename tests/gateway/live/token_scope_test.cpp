// What an integration can do with a token of less than its whole scope.
#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::testing::joined;
using observer::testing::turn;
using observer::testing::turn_part;
using observer::testing::turn_start;
using Kind = v1::ServerFrame;

namespace {

observer::Account platform_with(observer::TokenScope scope) {
  observer::Account platform = cast().platform;
  platform.scope = std::move(scope);
  return platform;
}

class Scoped {
 public:
  // The first answer to an event that a token of this scope publishes, as its next.
  std::string answer_to(const v1::EventBody& body, const observer::TokenScope& scope, const std::string& recording) {
    Peer peer(world_, platform_with(scope));
    peer.take_all();
    peer.send(publish(recording, random_.uuid().to_string(), 1, body));
    world_.settle();
    for (const auto& frame : peer.take_all()) {
      if (frame.has_ack()) return "kept";
      if (frame.has_error()) return v1::ErrorCode_Name(frame.error().code()) + ": " + frame.error().message();
    }
    return "nothing";
  }
  std::string open(const observer::Account& account) {
    Peer peer(world_, account);
    std::string interview = random_.uuid().to_string();
    peer.send(publish(interview, random_.uuid().to_string(), 1, opening()));
    world_.settle();
    return interview;
  }
  std::string error_on_subscribing(const observer::TokenScope& scope, const std::string& recording) {
    Peer peer(world_, platform_with(scope));
    peer.take_all();
    peer.send(subscribe(recording));
    world_.settle();
    const auto errors = peer.take(Kind::kError);
    return errors.empty() ? "" : v1::ErrorCode_Name(errors.front().error().code());
  }

 private:
  TemporaryDirectory temporary_;
  ManualClock clock_;
  SeededRandom random_{1};
  LiveServer world_{open_store({.database_path = temporary_.path() / "regard.db"}), clock_, random_};
};

}  // namespace

TEST_CASE("a token speaks for the candidate only if its scope says so, for everybody else anyway") {
  Scoped world;
  const std::string interview = world.open(cast().platform);
  CHECK_THAT(world.answer_to(joined("candidate"), {}, interview),
             Catch::Contains("NOT_ALLOWED") && Catch::Contains("real person"));
  CHECK(world.answer_to(joined("interlocutor"), {}, interview) == "kept");
  CHECK(world.answer_to(joined("candidate"), {.speaks_for_candidate = true}, interview) == "kept");
  for (const auto& body : {turn("candidate"), turn_start("candidate", "1"), turn_part("candidate", "1")}) {
    CHECK_THAT(world.answer_to(body, {}, interview), Catch::Contains("NOT_ALLOWED"));
  }
  CHECK(world.answer_to(turn("interlocutor"), {}, interview) == "kept");
}

TEST_CASE("a token publishes the kinds in its scope and no others") {
  Scoped world;
  const std::string interview = world.open(cast().platform);
  const observer::TokenScope turns{.speaks_for_candidate = true, .kinds = {"participant_joined", "spoken_turn"}};
  CHECK(world.answer_to(joined("candidate"), turns, interview) == "kept");
  CHECK(world.answer_to(turn("candidate"), turns, interview) == "kept");
  v1::EventBody note;
  note.mutable_note()->set_text("Rien.");
  CHECK_THAT(world.answer_to(note, turns, interview), Catch::Contains("may not publish note"));
}

TEST_CASE("a token for its own interviews neither reads nor writes another's") {
  Scoped world;
  const observer::TokenScope own{.own_interviews_only = true};
  const std::string opened = world.open(platform_with(own));
  const std::string others = world.open(cast().odile);
  CHECK(world.answer_to(joined("interlocutor"), own, opened) == "kept");
  CHECK_THAT(world.answer_to(joined("interlocutor"), own, others), Catch::Contains("UNKNOWN_RECORDING"));
  CHECK(world.error_on_subscribing(own, opened).empty());
  CHECK(world.error_on_subscribing(own, others) == "ERROR_CODE_UNKNOWN_RECORDING");
  CHECK(world.error_on_subscribing({}, others).empty());
}
