#include "gateway/http/resources/accounts.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/accounts/limits.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;
using nlohmann::json;

namespace {

constexpr const char* kNewPassword = "tartine-velours-9";

std::string path_to(const std::string& login, const std::string& action) {
  return "/api/accounts/" + account(login).account_id.to_string() + "/" + action;
}

ClientResponse post_as(HttpWorld& world, const std::string& cookie, const std::string& path, const json& body) {
  return world.ask(with(request(verb::post, path, body.dump()), field::cookie, cookie));
}

std::string error_in(const ClientResponse& response) {
  return std::to_string(response.result_int()) + " " + json::parse(response.body()).value("code", "");
}

int sign_in_status(HttpWorld& world, const std::string& login, const std::string& password) {
  const json body{{"login", login}, {"password", password}};
  return static_cast<int>(world.ask(request(verb::post, "/api/sign-in", body.dump())).result_int());
}

json listed_as(HttpWorld& world, const std::string& cookie, const std::string& login) {
  const json list = json::parse(world.ask_as(cookie, "/api/accounts").body())["accounts"];
  return *std::ranges::find_if(list, [&](const json& one) { return one["login"] == login; });
}

// Signed in, with what proves that it is still they.
class Organiser {
 public:
  explicit Organiser(HttpWorld& world) : world_(world), cookie(world.sign_in("odile")) {}

  ClientResponse post(const std::string& path, json body = json::object()) {
    body["ownPassword"] = kEverybodysPassword;
    return post_as(world_, cookie, path, body);
  }
  json listed(const std::string& login) { return listed_as(world_, cookie, login); }

 private:
  HttpWorld& world_;

 public:
  const std::string cookie;
};

}  // namespace

TEST_CASE("accounts are for organisers: whoever else asks, a program too, is refused and changes nothing") {
  HttpWorld world;
  const std::string cookie = world.sign_in("alice");
  const json body{{"ownPassword", kEverybodysPassword}, {"name", "Other"}, {"role", 4}, {"login", "other"}};
  const std::string path =
      GENERATE(as<std::string>{}, "", "change", "invite", "close", "reopen", "reset-second-factor");
  const std::string target = path.empty() ? "/api/accounts" : path_to("bruno", path);
  CHECK(error_in(post_as(world, cookie, target, body)) == "403 not_allowed");
  const auto by_program = world.ask(
      with(request(verb::post, target, body.dump()), field::authorization, std::string("Bearer ") + kIntegrationToken));
  CHECK(error_in(by_program) == "403 not_allowed");
  CHECK(world.ask(request(verb::post, target, body.dump())).result_int() == 401);
  CHECK(error_in(world.ask_as(cookie, "/api/accounts")) == "403 not_allowed");
  CHECK(error_in(world.ask_as_platform("/api/accounts")) == "403 not_allowed");
  CHECK(world.ask(get("/api/accounts")).result_int() == 401);
  CHECK(*world.directory.by_login("bruno") == account("bruno"));
  CHECK(world.directory.all().size() == 5);
}

TEST_CASE("whatever changes an account asks for the organiser's own password once more") {
  HttpWorld world;
  const std::string cookie = world.sign_in("odile");
  const std::string path =
      GENERATE(as<std::string>{}, "", "change", "invite", "close", "reopen", "reset-second-factor");
  const std::string target = path.empty() ? "/api/accounts" : path_to("bruno", path);
  json body{{"ownPassword", "wrong"}};
  if (path.empty() || path == "change") body.update({{"name", "Other"}, {"role", 4}});
  if (path.empty()) body["login"] = "other";
  CHECK(error_in(post_as(world, cookie, target, body)) == "403 wrong_credentials");
  CHECK(*world.directory.by_login("bruno") == account("bruno"));
  CHECK(world.directory.all().size() == 5);
  CHECK(world.trail.entries.back().kind == observer::TrailKind::own_account_refused);
}

TEST_CASE("an account is made without a password, and its link sets one") {
  HttpWorld world;
  Organiser odile(world);
  const json wanted{{"login", " Jeanne.Petit"}, {"name", "Jeanne Petit"}, {"role", "ROLE_CANDIDATE"}};
  const auto made = odile.post("/api/accounts", wanted);
  REQUIRE(made.result_int() == 200);
  CHECK(field_of(made, field::cache_control) == "no-store");
  const json link = json::parse(made.body());
  CHECK(link["token"].get<std::string>().size() == 64);
  CHECK(made.body().find(
            world.directory.invitation_of(*observer::Uuid::parse(link["accountId"].get<std::string>()))->token_hash) ==
        std::string::npos);
  const json before = odile.listed("jeanne.petit");
  CHECK_FALSE(before.value("hasPassword", false));
  CHECK(before["invitationExpiresWallNs"] == link["expiresWallNs"]);
  for (const std::string password : {"", kNewPassword, kEverybodysPassword}) {
    CHECK(sign_in_status(world, "jeanne.petit", password) == 401);
  }
  const auto shown = world.ask(request(verb::post, "/api/invitations/look", json{{"token", link["token"]}}.dump()));
  CHECK(json::parse(shown.body())["login"] == "jeanne.petit");
  const json acceptance{{"token", link["token"]}, {"password", kNewPassword}};
  world.clock.advance(gateway::limits::kSignInMemory + std::chrono::seconds(1));
  CHECK(world.ask(request(verb::post, "/api/invitations/accept", acceptance.dump())).result_int() == 204);
  CHECK(sign_in_status(world, "jeanne.petit", kNewPassword) == 200);
  CHECK(odile.listed("jeanne.petit").value("hasPassword", false));
  CHECK_FALSE(odile.listed("jeanne.petit").contains("invitationExpiresWallNs"));
  CHECK(error_in(world.ask(request(verb::post, "/api/invitations/accept", acceptance.dump()))) ==
        "410 invitation_not_good");
}

TEST_CASE("whoever can be invited to an interview is known as soon as the account is made") {
  HttpWorld world;
  Organiser odile(world);
  const json wanted{{"login", "jeanne"}, {"name", "Jeanne Petit"}, {"role", "ROLE_CANDIDATE"}};
  CHECK(odile.post("/api/accounts", wanted).result_int() == 200);
  CHECK(world.ask_as_platform("/api/people").body().find("\"jeanne\"") != std::string::npos);
  CHECK(world.trail.said().at(world.trail.said().size() - 3) == "6 odile jeanne: added as candidate: Jeanne Petit");
  CHECK(world.trail.said().at(world.trail.said().size() - 2) == "6 odile jeanne: invited");
}

TEST_CASE("an account that cannot be is not made") {
  HttpWorld world;
  Organiser odile(world);
  const auto make = [&](const std::string& login, const std::string& name, const json& role) {
    return error_in(odile.post("/api/accounts", {{"login", login}, {"name", name}, {"role", role}}));
  };
  CHECK(make("alice", "Another Alice", "ROLE_ASSESSOR") == "400 not_taken");
  CHECK(make("with space", "Name", "ROLE_ASSESSOR") == "400 not_taken");
  CHECK(make("jeanne", "", "ROLE_ASSESSOR") == "400 not_taken");
  CHECK(make("jeanne", "Jeanne", "ROLE_INTEGRATION") == "400 not_taken");
  CHECK(make("jeanne", "Jeanne", "ROLE_UNSPECIFIED") == "400 not_taken");
  CHECK(make("jeanne", "Jeanne", 99) == "400 not_taken");
  CHECK(world.directory.all().size() == 5);
}

TEST_CASE("name and role are changed together") {
  HttpWorld world;
  Organiser odile(world);
  const auto changed = odile.post(path_to("alice", "change"), {{"name", "Alice Noir"}, {"role", "ROLE_ORGANISER"}});
  CHECK(changed.result_int() == 204);
  CHECK(odile.listed("alice")["name"] == "Alice Noir");
  CHECK(odile.listed("alice")["role"] == "ROLE_ORGANISER");
  CHECK(world.closed_accounts == std::vector(2, account("alice").account_id));
}

TEST_CASE("a closed account is over at once, and can be reopened") {
  HttpWorld world;
  Organiser odile(world);
  const std::string alice = world.sign_in("alice");
  CHECK(odile.post(path_to("alice", "close")).result_int() == 204);
  CHECK(world.ask_as(alice, "/api/me").result_int() == 401);
  CHECK(sign_in_status(world, "alice", kEverybodysPassword) == 401);
  CHECK(odile.listed("alice")["closed"] == true);
  CHECK(odile.post(path_to("alice", "reopen")).result_int() == 204);
  CHECK(sign_in_status(world, "alice", kEverybodysPassword) == 200);
  CHECK(world.ask_as(alice, "/api/me").result_int() == 401);
}

TEST_CASE("another link leaves the password, unless it is to end at once") {
  HttpWorld world;
  Organiser odile(world);
  CHECK(odile.post(path_to("alice", "invite")).result_int() == 200);
  CHECK(sign_in_status(world, "alice", kEverybodysPassword) == 200);
  CHECK(odile.post(path_to("alice", "invite"), {{"endPassword", true}}).result_int() == 200);
  CHECK(sign_in_status(world, "alice", kEverybodysPassword) == 401);
  CHECK_FALSE(odile.listed("alice").value("hasPassword", false));
}

TEST_CASE("a second factor that is lost is reset") {
  HttpWorld world;
  Organiser odile(world);
  world.directory.put_second_factor({.account_id = account("alice").account_id});
  CHECK(odile.listed("alice")["hasSecondFactor"] == true);
  CHECK(odile.post(path_to("alice", "reset-second-factor")).result_int() == 204);
  CHECK_FALSE(odile.listed("alice").value("hasSecondFactor", false));
}

TEST_CASE("organisers do not change what is their own from here, nor programs, nor whom there is not") {
  HttpWorld world;
  Organiser odile(world);
  CHECK(error_in(odile.post(path_to("odile", "close"))) == "400 not_taken");
  CHECK(error_in(odile.post(path_to("platform", "close"))) == "400 not_taken");
  CHECK(error_in(odile.post("/api/accounts/00000000-0000-4000-8000-000000000099/close")) == "404 not_found");
  CHECK(error_in(odile.post("/api/accounts/nobody/close")) == "404 not_found");
}

TEST_CASE("a change that the disk does not take is told as such") {
  HttpWorld world;
  Organiser odile(world);
  world.account_store.is_poisoned = true;
  CHECK(error_in(odile.post(path_to("alice", "close"))) == "503 store_failed");
}

TEST_CASE("who owes a second factor changes no account") {
  HttpWorld world{false, {v1::ROLE_ORGANISER}};
  Organiser odile(world);
  CHECK(error_in(odile.post(path_to("alice", "close"))) == "403 second_factor_due");
}
