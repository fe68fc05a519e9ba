#include "gateway/http/resources/own_account.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/totp.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;
using nlohmann::json;

namespace {

constexpr const char* kNewPassword = "tartine-velours-9";
constexpr std::int64_t kStepNs = 30LL * 1'000'000'000;

class Person {
 public:
  explicit Person(HttpWorld& world, const std::string& login = "alice")
      : world_(world), login_(login), cookie(world.sign_in(login)) {}

  ClientResponse post(const std::string& path, const json& body) {
    return world_.ask(with(request(verb::post, "/api/me/" + path, body.dump()), field::cookie, cookie));
  }
  json account() { return json::parse(world_.ask_as(cookie, "/api/me/account").body()); }
  ClientResponse sign_in_again(const std::string& password, const std::string& code = {}) {
    const json body{{"login", login_}, {"password", password}, {"code", code}};
    return world_.ask(request(verb::post, "/api/sign-in", body.dump()));
  }
  [[nodiscard]] std::string code() const {
    return gateway::totp_code(world_.account_store.second_factor->totp_key, world_.clock.wall_ns() / kStepNs);
  }
  // The recovery codes.
  std::vector<std::string> set_up_second_factor() {
    const auto offer = post("second-factor/offer", {{"password", kEverybodysPassword}});
    REQUIRE(offer.result_int() == 200);
    const std::string secret = json::parse(offer.body())["secret"];
    const auto confirmed = post("second-factor/confirm", {{"code", code_for(secret)}});
    REQUIRE(confirmed.result_int() == 200);
    return json::parse(confirmed.body())["codes"];
  }
  // What an application that was given the secret shows.
  [[nodiscard]] std::string code_for(const std::string& secret) const {
    observer::TotpKey key{};
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    std::size_t size = 0;
    for (const char c : secret) {
      buffer = buffer << 5U | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      key.at(size++) = static_cast<std::uint8_t>(buffer >> bits);
    }
    return gateway::totp_code(key, world_.clock.wall_ns() / kStepNs);
  }

 private:
  HttpWorld& world_;
  const std::string login_;

 public:
  const std::string cookie;
};

std::string error_in(const ClientResponse& response) {
  return std::to_string(response.result_int()) + " " + json::parse(response.body()).value("code", "");
}

}  // namespace

TEST_CASE("people see their own sign-ins, end one, and end all others") {
  HttpWorld world;
  Person alice(world);
  const std::string second = world.sign_in("alice");
  const std::string third = world.sign_in("alice");
  const std::string bruno = world.sign_in("bruno");
  const json seen = alice.account()["signIns"];
  REQUIRE(seen.size() == 3);
  CHECK(std::ranges::count_if(seen, [](const json& one) { return one.value("present", false); }) == 1);
  CHECK(seen[0]["address"] == "127.0.0.1");
  const auto other = std::ranges::find_if(seen, [](const json& one) { return !one.value("present", false); });
  CHECK(alice.post("end-sign-ins", {{"sessionId", (*other)["sessionId"]}}).result_int() == 204);
  CHECK(world.closed_token_hashes.size() == 1);
  CHECK(alice.account()["signIns"].size() == 2);
  CHECK(alice.post("end-sign-ins", json::object()).result_int() == 204);
  CHECK(world.ask_as(second, "/api/me").result_int() == 401);
  CHECK(world.ask_as(third, "/api/me").result_int() == 401);
  CHECK(world.ask_as(alice.cookie, "/api/me").result_int() == 200);
  CHECK(world.ask_as(bruno, "/api/me").result_int() == 200);
}

TEST_CASE("to end other sign-ins that are none waits for no disk: the wait would tell what others write") {
  HttpWorld world;
  Person alice(world);
  world.account_store.is_poisoned = true;
  CHECK(alice.post("end-sign-ins", json::object()).result_int() == 204);
  CHECK(std::ranges::none_of(world.trail.entries,
                             [](const auto& entry) { return entry.kind == observer::TrailKind::own_account_changed; }));
}

TEST_CASE("a sign-in that could not be ended is still there to be ended") {
  HttpWorld world;
  Person alice(world);
  const std::string other = world.sign_in("alice");
  world.account_store.is_poisoned = true;
  CHECK(alice.post("end-sign-ins", json::object()).result_int() == 503);
  CHECK(alice.account()["signIns"].size() == 2);
  world.account_store.is_poisoned = false;
  CHECK(alice.post("end-sign-ins", json::object()).result_int() == 204);
  CHECK(world.account_store.token_hashes.size() == 1);
  CHECK(world.ask_as(other, "/api/me").result_int() == 401);
}

TEST_CASE("nobody ends somebody else's sign-in") {
  HttpWorld world;
  Person alice(world);
  Person bruno(world, "bruno");
  const std::string id = bruno.account()["signIns"][0]["sessionId"];
  CHECK(alice.post("end-sign-ins", {{"sessionId", id}}).result_int() == 204);
  CHECK(world.ask_as(bruno.cookie, "/api/me").result_int() == 200);
}

TEST_CASE("another password ends the other sign-ins and is asked for from then on") {
  HttpWorld world;
  Person alice(world);
  const std::string other = world.sign_in("alice");
  const auto changed =
      alice.post("password", {{"presentPassword", kEverybodysPassword}, {"newPassword", kNewPassword}});
  CHECK(changed.result_int() == 204);
  CHECK_THAT(field_of(changed, field::set_cookie), Catch::StartsWith("regard_device="));
  CHECK(world.ask_as(alice.cookie, "/api/me").result_int() == 200);
  CHECK(world.ask_as(other, "/api/me").result_int() == 401);
  CHECK(alice.sign_in_again(kEverybodysPassword).result_int() == 401);
  CHECK(alice.sign_in_again(kNewPassword).result_int() == 200);
}

TEST_CASE("a password is changed only by whoever knows the present one, and not to one that is easily guessed") {
  HttpWorld world;
  Person alice(world);
  CHECK(error_in(alice.post("password", {{"presentPassword", "wrong"}, {"newPassword", kNewPassword}})) ==
        "403 wrong_credentials");
  const auto weak = alice.post("password", {{"presentPassword", kEverybodysPassword}, {"newPassword", "alice"}});
  CHECK(error_in(weak) == "400 not_taken");
  CHECK_THAT(weak.body(), Catch::Contains("12 characters"));
  CHECK(alice.sign_in_again(kEverybodysPassword).result_int() == 200);
}

TEST_CASE("guessing one's present password is slowed down like signing in") {
  HttpWorld world;
  Person alice(world);
  for (int i = 0; i < gateway::limits::kFreeSignInFailures; ++i) {
    (void)alice.post("password", {{"presentPassword", "wrong"}, {"newPassword", kNewPassword}});
  }
  CHECK(error_in(alice.post("second-factor/offer", {{"password", kEverybodysPassword}})) == "429 too_many_attempts");
}

TEST_CASE("with a second factor the password alone opens nothing") {
  HttpWorld world;
  Person alice(world);
  alice.set_up_second_factor();
  CHECK(alice.account()["hasSecondFactor"] == true);
  CHECK(alice.account()["recoveryCodeCount"] == gateway::limits::kRecoveryCodes);
  CHECK(error_in(alice.sign_in_again(kEverybodysPassword)) == "401 code_needed");
  CHECK(error_in(alice.sign_in_again("wrong", alice.code())) == "401 wrong_credentials");
  // The code that has confirmed it was taken.
  CHECK(error_in(alice.sign_in_again(kEverybodysPassword, alice.code())) == "401 wrong_code");
}

TEST_CASE("with a second factor the sign-ins that gave no code end") {
  HttpWorld world;
  const Person intruder(world);
  Person alice(world);
  alice.set_up_second_factor();
  CHECK(world.ask_as(intruder.cookie, "/api/me").result_int() == 401);
  CHECK(alice.account()["hasSecondFactor"] == true);
}

TEST_CASE("a sign-in with a code counts for nothing when the password was changed while the disk worked") {
  HttpWorld world;
  Person alice(world);
  alice.set_up_second_factor();
  world.clock.advance(std::chrono::seconds(30));
  world.account_store.meanwhile = [&] {
    observer::Account changed = account("alice");
    changed.secret_hash = "of another password";
    world.directory.put(changed);
  };
  CHECK(error_in(alice.sign_in_again(kEverybodysPassword, alice.code())) == "401 wrong_credentials");
}

TEST_CASE("a password change does not overwrite one that was made meanwhile") {
  HttpWorld world;
  Person alice(world);
  world.account_store.meanwhile = [&] {
    observer::Account changed = account("alice");
    changed.secret_hash = "of an administrator";
    world.directory.put(changed);
  };
  const auto late = alice.post("password", {{"presentPassword", kEverybodysPassword}, {"newPassword", kNewPassword}});
  CHECK(late.result_int() == 503);
  CHECK(world.directory.by_login("alice")->secret_hash == "of an administrator");
}

TEST_CASE("what is open ends with the second factor, and a role that needs one learns nothing more without") {
  HttpWorld world{false, {v1::ROLE_ORGANISER}};
  Person odile(world, "odile");
  odile.set_up_second_factor();
  CHECK(json::parse(world.ask_as(odile.cookie, "/api/status").body()).contains("version"));
  world.clock.advance(std::chrono::seconds(30));
  const auto removed = odile.post("second-factor/remove", {{"password", kEverybodysPassword}, {"code", odile.code()}});
  CHECK(removed.result_int() == 204);
  CHECK(world.closed_token_hashes.size() == 1);
  CHECK(world.ask_as(odile.cookie, "/api/status").body() == "{}");
}

TEST_CASE("the next code opens, once - a recovery code too") {
  HttpWorld world;
  Person alice(world);
  const auto codes = alice.set_up_second_factor();
  world.clock.advance(std::chrono::seconds(30));
  CHECK(alice.sign_in_again(kEverybodysPassword, alice.code()).result_int() == 200);
  CHECK(error_in(alice.sign_in_again(kEverybodysPassword, alice.code())) == "401 wrong_code");
  CHECK(alice.sign_in_again(kEverybodysPassword, codes.front()).result_int() == 200);
  CHECK(error_in(alice.sign_in_again(kEverybodysPassword, codes.front())) == "401 wrong_code");
  CHECK(world.account_store.second_factor->recovery_hashes.size() == codes.size() - 1);
}

TEST_CASE("guessing codes is slowed down wherever it comes from, and the right code must wait too") {
  HttpWorld world;
  Person alice(world);
  const auto codes = alice.set_up_second_factor();
  world.clock.advance(std::chrono::seconds(30));
  const auto from = [&](int network, const std::string& code) {
    const json body{{"login", "alice"}, {"password", kEverybodysPassword}, {"code", code}};
    auto asked = request(verb::post, "/api/sign-in", body.dump());
    asked.set("X-Forwarded-For", "198.51.100." + std::to_string(network));
    return error_in(world.ask(asked));
  };
  for (int i = 0; i < gateway::limits::kFreeSignInFailures; ++i) CHECK(from(i, "000000") == "401 wrong_code");
  CHECK(from(9, alice.code()) == "429 too_many_attempts");
  // Somebody else guesses: whoever the account belongs to has another way in.
  CHECK(from(9, codes.front()) == "200 ");
}

TEST_CASE("whoever guesses codes does not keep a known device out, and is slowed down to a guess an hour") {
  HttpWorld world;
  Person alice(world);
  alice.set_up_second_factor();
  const auto sign_in = [&](const std::string& code, const std::string& device = {}) {
    const json body{{"login", "alice"}, {"password", kEverybodysPassword}, {"code", code}};
    return world.ask(with(request(verb::post, "/api/sign-in", body.dump()), field::cookie, device));
  };
  world.clock.advance(std::chrono::seconds(30));
  const std::string device = device_cookie_in(sign_in(alice.code()));
  for (int i = 0; i < 30; ++i) {
    (void)sign_in("000000");
    world.clock.advance(gateway::limits::kMaxSignInWait);
  }
  CHECK(error_in(sign_in(alice.code())) == "429 too_many_attempts");
  CHECK(sign_in(alice.code(), device).result_int() == 200);
}

TEST_CASE("a second factor is confirmed by the code of the key that was shown, which is not guessed") {
  HttpWorld world;
  Person alice(world);
  CHECK(error_in(alice.post("second-factor/confirm", {{"code", "000000"}})) == "400 not_taken");
  const auto offer = alice.post("second-factor/offer", {{"password", kEverybodysPassword}});
  const std::string secret = json::parse(offer.body())["secret"];
  CHECK(json::parse(offer.body())["uri"] == "otpauth://totp/Regard:alice?secret=" + secret + "&issuer=Regard");
  CHECK(error_in(alice.post("second-factor/confirm", {{"code", "12"}})) == "400 not_taken");
  for (int i = 1; i < gateway::limits::kMaxWrongFirstCodes; ++i) {
    CHECK(alice.post("second-factor/confirm", {{"code", "12"}}).result_int() == 400);
  }
  CHECK_THAT(alice.post("second-factor/confirm", {{"code", alice.code_for(secret)}}).body(),
             Catch::Contains("begin again"));
}

TEST_CASE("a second factor is not confirmed too late") {
  HttpWorld world;
  Person alice(world);
  const auto offer = alice.post("second-factor/offer", {{"password", kEverybodysPassword}});
  const std::string secret = json::parse(offer.body())["secret"];
  world.clock.advance(gateway::limits::kSecondFactorOffer);
  CHECK_THAT(alice.post("second-factor/confirm", {{"code", alice.code_for(secret)}}).body(),
             Catch::Contains("begin again"));
  CHECK_FALSE(world.account_store.second_factor);
}

TEST_CASE("a second factor goes only with the password and a code") {
  HttpWorld world;
  Person alice(world);
  const auto codes = alice.set_up_second_factor();
  CHECK(error_in(alice.post("second-factor/remove", {{"password", kEverybodysPassword}})) == "403 code_needed");
  CHECK(error_in(alice.post("second-factor/offer", {{"password", kEverybodysPassword}})) == "400 not_taken");
  const json proof{{"password", kEverybodysPassword}, {"code", codes.front()}};
  CHECK(alice.post("second-factor/remove", proof).result_int() == 204);
  CHECK(alice.sign_in_again(kEverybodysPassword).result_int() == 200);
}

TEST_CASE("where a role needs a second factor, nothing is answered before it is set up") {
  HttpWorld world(false, {v1::ROLE_ASSESSOR});
  Person alice(world);
  CHECK(json::parse(world.ask_as(alice.cookie, "/api/me").body())["secondFactorDue"] == true);
  CHECK(json::parse(alice.sign_in_again(kEverybodysPassword).body())["secondFactorDue"] == true);
  CHECK(error_in(world.ask_as(alice.cookie, "/api/interviews")) == "403 second_factor_due");
  CHECK(open_websocket(world.running, {.cookie = alice.cookie, .origin = own_origin(world)}).status == 403);
  alice.set_up_second_factor();
  CHECK(world.ask_as(alice.cookie, "/api/interviews").result_int() == 200);
  CHECK(world.ask_as(world.sign_in("odile"), "/api/interviews").result_int() == 200);
}

TEST_CASE("a program has no account of its own to look after") {
  HttpWorld world;
  CHECK(world.ask_as_platform("/api/me/account").result_int() == 404);
  CHECK(world
            .ask(with(request(verb::post, "/api/me/password", "{}"), field::authorization,
                      std::string("Bearer ") + kIntegrationToken))
            .result_int() == 404);
}

TEST_CASE("what cannot be kept is not so") {
  HttpWorld world;
  Person alice(world);
  const auto offer = alice.post("second-factor/offer", {{"password", kEverybodysPassword}});
  world.account_store.is_poisoned = true;
  const std::string code = alice.code_for(json::parse(offer.body())["secret"]);
  CHECK(alice.post("second-factor/confirm", {{"code", code}}).result_int() == 503);
  CHECK(
      alice.post("password", {{"presentPassword", kEverybodysPassword}, {"newPassword", kNewPassword}}).result_int() ==
      503);
  world.account_store.is_poisoned = false;
  CHECK(alice.sign_in_again(kEverybodysPassword).result_int() == 200);
}
