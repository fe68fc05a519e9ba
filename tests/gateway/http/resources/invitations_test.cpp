#include "gateway/http/resources/invitations.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/accounts/limits.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;
using nlohmann::json;

namespace {

// Answers to look and accept, in one line each: "410 ...".
class Visitor {
 public:
  explicit Visitor(HttpWorld& world) : world_(world) {
    const std::int64_t lifetime_ns = std::chrono::nanoseconds(gateway::limits::kInvitationLifetime).count();
    world.directory.put_invitation(
        {account("alice").account_id, gateway::digest_token("good"), world.clock.wall_ns() + lifetime_ns});
  }
  std::string look(const std::string& token) { return said(post("look", {{"token", token}})); }
  std::string accept(const std::string& token, const std::string& password = "tartine-velours-9") {
    return said(post("accept", {{"token", token}, {"password", password}}));
  }
  ClientResponse post(const std::string& what, const json& body) {
    return world_.ask(request(verb::post, "/api/invitations/" + what, body.dump()));
  }

 private:
  static std::string said(const ClientResponse& response) {
    return std::to_string(response.result_int()) + " " + response.body();
  }
  HttpWorld& world_;
};

}  // namespace

TEST_CASE("a link that is unknown, over or used is answered with the same sentence") {
  HttpWorld world;
  Visitor visitor(world);
  const std::string unknown = visitor.look("unknown");
  CHECK_THAT(unknown, Catch::StartsWith("410 ") && Catch::Contains("invitation_not_good"));
  CHECK(visitor.accept("unknown") == unknown);
  CHECK(visitor.accept("good") == "204 ");
  world.clock.advance(gateway::limits::kSignInMemory + std::chrono::seconds(1));
  CHECK(visitor.look("good") == unknown);
  world.directory.put_invitation({account("alice").account_id, gateway::digest_token("over"), world.clock.wall_ns()});
  CHECK(visitor.look("over") == unknown);
}

TEST_CASE("a link shows whose it is, and takes no password that is easily guessed") {
  HttpWorld world;
  Visitor visitor(world);
  CHECK_THAT(visitor.look("good"),
             Catch::StartsWith("200 ") && Catch::Contains("\"login\":\"alice\"") && Catch::Contains("expiresWallNs"));
  CHECK_THAT(visitor.accept("good", "alice"), Catch::StartsWith("400 ") && Catch::Contains("12 characters"));
  CHECK_THAT(visitor.accept("good", "alicealicealice"), Catch::StartsWith("400 ") && Catch::Contains("not_taken"));
  CHECK(visitor.accept("good") == "204 ");
}

TEST_CASE("tries without a link are slowed down") {
  HttpWorld world;
  Visitor visitor(world);
  for (int i = 0; i < gateway::limits::kFreeSignInFailures; ++i) (void)visitor.look("a guess");
  const auto slowed = visitor.post("accept", {{"token", "a guess"}, {"password", "tartine-velours-9"}});
  CHECK(slowed.result_int() == 429);
  CHECK(field_of(slowed, field::retry_after) == "1");
  CHECK_THAT(visitor.look("good"), Catch::StartsWith("200 "));
}

TEST_CASE("a link leaves the second factor that there is, and the one that is owed") {
  HttpWorld world{false, {v1::ROLE_ASSESSOR}};
  Visitor visitor(world);
  CHECK(visitor.accept("good") == "204 ");
  const json credentials{{"login", "alice"}, {"password", "tartine-velours-9"}};
  const auto signed_in = world.ask(request(verb::post, "/api/sign-in", credentials.dump()));
  CHECK(json::parse(signed_in.body())["secondFactorDue"] == true);
  world.directory.put_second_factor({.account_id = account("alice").account_id});
  world.directory.put_invitation(
      {account("alice").account_id, gateway::digest_token("second"), world.clock.wall_ns() + 1});
  CHECK(visitor.accept("second", "velours-tartine-9") == "204 ");
  const json with_new{{"login", "alice"}, {"password", "velours-tartine-9"}};
  const auto asked = world.ask(request(verb::post, "/api/sign-in", with_new.dump()));
  CHECK(json::parse(asked.body())["code"] == "code_needed");
}

TEST_CASE("a page of another site uses no link") {
  HttpWorld world;
  Visitor visitor(world);
  const json body{{"token", "good"}, {"password", "tartine-velours-9"}};
  const auto refused = world.ask(
      with(request(verb::post, "/api/invitations/accept", body.dump()), field::origin, "https://elsewhere.example"));
  CHECK(refused.result_int() == 403);
  CHECK_THAT(visitor.look("good"), Catch::StartsWith("200 "));
}
