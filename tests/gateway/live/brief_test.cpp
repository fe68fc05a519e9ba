// What the role-player plays: it comes with the opening, and the candidate sees nothing of it.
#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::testing::brief_change;
using observer::testing::closing;
using Kind = v1::ServerFrame;

namespace {

const std::string kText = "Vous avez perdu votre carte.\nVous ne le dites pas d’emblée.";

v1::EventBody opening_with(const std::string& brief) {
  v1::EventBody body = opening(v1::CHANNEL_CHAT);
  body.mutable_interview_opened()->set_brief(brief);
  return body;
}

struct BriefWorld : LiveWorld {
  BriefWorld() { say(interview, opening_with(kText)); }

  [[nodiscard]] std::string brief() const {
    return server.live->recordings.interview(*observer::Uuid::parse(interview))->brief_id.to_string();
  }
  // Everything that the account is told of the recording and of the list, as text.
  std::string told(const observer::Account& account, const std::string& recording_id) {
    Peer peer(server, account);
    v1::ClientFrame watching;
    watching.mutable_watch_interviews();
    peer.send(watching);
    peer.send(subscribe(recording_id));
    server.settle();
    say(interview, observer::testing::note("Remarque"));
    std::string all;
    for (const auto& frame : peer.take_all()) all += frame.SerializeAsString();
    return all;
  }
  std::optional<v1::Error> try_change(const observer::Account& author, const std::string& text) {
    Peer peer(server, author);
    peer.send(publish(brief(), random.uuid().to_string(), 1, brief_change(text)));
    server.settle();
    const auto errors = peer.take(Kind::kError);
    return errors.empty() ? std::nullopt : std::optional(errors.front().error());
  }

  std::string interview = random.uuid().to_string();
};

}  // namespace

TEST_CASE("the conversation holds nothing of the brief: the candidate is told of no word of it") {
  BriefWorld world;
  for (const auto& account : cast().all()) {
    CHECK(world.told(account, world.interview).find("carte") == std::string::npos);
  }
  CHECK(world.told(cast().denis, world.brief()).find("carte") == std::string::npos);
}

TEST_CASE("the role-player, the assessors, organisers and quality managers read it, and nobody else") {
  BriefWorld world;
  for (const auto& account : cast().all()) {
    INFO(account.login);
    const bool reads = account.login != cast().denis.login && account.login != cast().platform.login;
    CHECK((world.told(account, world.brief()).find(kText) != std::string::npos) == reads);
  }
}

TEST_CASE("assessors and organisers change it while the interview is live") {
  BriefWorld world;
  CHECK_FALSE(world.try_change(cast().alice, "Vous êtes pressé."));
  CHECK_FALSE(world.try_change(cast().odile, "Vous êtes patient."));
  CHECK(world.told(cast().renee, world.brief()).find("patient") != std::string::npos);
  CHECK(world.try_change(cast().renee, "Autre chose")->code() == v1::ERROR_CODE_NOT_ALLOWED);
  CHECK(world.try_change(cast().denis, "Autre chose")->code() == v1::ERROR_CODE_UNKNOWN_RECORDING);
  CHECK(world.try_change(cast().alice, " ")->field() == "body.brief_changed.text");
  CHECK(world.try_change(cast().alice, std::string(4'001, 'x'))->field() == "body.brief_changed.text");
  world.say(world.interview, closing());
  CHECK(world.try_change(cast().odile, "Trop tard")->code() == v1::ERROR_CODE_WRONG_STATE);
}

TEST_CASE("a brief that nobody would play, or that is too long, is refused with the opening") {
  LiveWorld world;
  Peer odile(world.server, cast().odile);
  const auto field_refused = [&](const v1::EventBody& body) {
    odile.send(publish(world.random.uuid().to_string(), world.random.uuid().to_string(), 1, body));
    world.server.settle();
    const auto errors = odile.take(Kind::kError);
    return errors.empty() ? std::string("none") : errors.front().error().field();
  };
  v1::EventBody without_player = opening_with(kText);
  without_player.mutable_interview_opened()->clear_role_player();
  CHECK(field_refused(without_player) == "body.interview_opened.brief");
  CHECK(field_refused(opening_with(std::string(4'001, 'x'))) == "body.interview_opened.brief");
  CHECK(field_refused(opening_with(kText)) == "none");
}

TEST_CASE("an opening that is sent again after a restart is the one that was kept, with its brief") {
  TemporaryDirectory directory;
  ManualClock clock;
  SeededRandom random{1};
  const auto frame = publish(random.uuid().to_string(), random.uuid().to_string(), 1, opening_with(kText));
  for (int start = 0; start < 2; ++start) {
    LiveServer server(open_store({.database_path = directory.path() / "regard.db"}), clock, random);
    Peer odile(server, cast().odile);
    odile.send(frame);
    server.settle();
    const auto answers = odile.take_all();
    CHECK(answers.back().has_ack());
  }
}
