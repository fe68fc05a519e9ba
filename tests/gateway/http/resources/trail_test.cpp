#include "gateway/http/resources/trail.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;
using nlohmann::json;
using observer::TrailKind;

TEST_CASE("an organiser reads who did what, and that is in the trail too") {
  HttpWorld world;
  world.trail.page = {
      .entries = {{41, {.kind = TrailKind::recording_read, .wall_ns = 7, .login = "alice", .subject = "x"}}},
      .has_more = true};
  const auto answer =
      world.ask_as(world.sign_in("odile"), "/api/trail?login=Alice&kind=4&from=1&until=2&before=50&limit=3");
  CHECK(answer.result_int() == 200);
  const json list = json::parse(answer.body());
  CHECK(list["items"][0]["kind"] == "TRAIL_KIND_RECORDING_READ");
  CHECK(list["next"] == "41");
  CHECK(world.trail.asked.login == "alice");
  CHECK(world.trail.asked.kind == TrailKind::recording_read);
  CHECK(world.trail.asked.from_wall_ns == 1'000'000);
  CHECK(world.trail.asked.until_wall_ns == 2'000'000);
  CHECK(world.trail.asked.before == 50);
  CHECK(world.trail.asked.limit == 3);
  CHECK(world.trail.said().back() == "8 odile: login=Alice&kind=4&from=1&until=2&before=50&limit=3");
}

TEST_CASE("the trail is for organisers alone") {
  HttpWorld world;
  CHECK(world.ask_as(world.sign_in("alice"), "/api/trail").result_int() == 403);
  CHECK(world.ask_as_platform("/api/trail").result_int() == 403);
}

TEST_CASE("a question that cannot be answered names what was wrong") {
  HttpWorld world;
  const std::string odile = world.sign_in("odile");
  for (const std::string query : {"limit=0", "limit=201", "kind=0", "kind=99", "from=x", "until=-1", "person=alice"}) {
    const auto answer = world.ask_as(odile, "/api/trail?" + query);
    CHECK(answer.result_int() == 400);
    CHECK(answer.body().find(query.substr(0, query.find('='))) != std::string::npos);
  }
}

TEST_CASE("who signs in, fails to, and signs out is noted, with where from") {
  HttpWorld world;
  const auto attempt = [&](const std::string& login, const std::string& password) {
    auto asked = request(verb::post, "/api/sign-in", json{{"login", login}, {"password", password}}.dump());
    asked.set("X-Forwarded-For", "198.51.100.7");
    asked.set(field::user_agent, "Firefox");
    return world.ask(asked);
  };
  const auto signed_in = attempt(" Alice ", kEverybodysPassword);
  const std::string cookie = field_of(signed_in, field::set_cookie);
  (void)attempt("alice", "wrong");
  (void)attempt("Nobody", "wrong");
  (void)world.ask(with(request(verb::post, "/api/sign-out"), field::cookie, cookie.substr(0, cookie.find(';'))));
  CHECK(world.trail.said() == std::vector<std::string>{"1 alice: Firefox", "2 alice: wrong login or password",
                                                       "2 nobody: wrong login or password", "3 alice"});
  CHECK(world.trail.entries[1].address == "198.51.100.7");
  // Whom somebody claims to be is told apart from names that nobody has.
  CHECK(world.trail.entries[1].account_id == account("alice").account_id);
  CHECK(world.trail.entries[2].account_id.is_nil());
}

TEST_CASE("what strangers type and browsers call themselves is shown as it is, not as it pretends to be") {
  HttpWorld world;
  const auto attempt = [&](const std::string& login) {
    const json body{{"login", login}, {"password", kEverybodysPassword}};
    (void)world.ask(with(request(verb::post, "/api/sign-in", body.dump()), field::user_agent, "Fire\u202Exof"));
    return world.trail.entries.back();
  };
  CHECK(attempt("\u202Enitram.erialc").login == "<U+202E>nitram.erialc");
  CHECK(attempt("alice").detail == "Fire<U+202E>xof");
}

TEST_CASE("programs that come in are noted, and those whose token is not good") {
  HttpWorld world;
  (void)world.ask_as_platform("/api/interviews");
  (void)world.ask(with(request(verb::get, "/api/interviews"), field::authorization, "Bearer guessed"));
  REQUIRE(world.trail.entries.size() == 2);
  CHECK(world.trail.entries[0].kind == TrailKind::token_used);
  CHECK(world.trail.entries[0].login == "platform");
  CHECK_FALSE(world.trail.entries[0].subject.empty());
  CHECK(world.trail.entries[1].kind == TrailKind::sign_in_failed);
  CHECK(world.trail.entries[1].detail == "a token that is unknown, expired or revoked");
  CHECK(world.trail.entries[1].address == "127.0.0.1");
}

TEST_CASE("what people change of their own accounts is noted, and what is refused") {
  HttpWorld world;
  const std::string alice = world.sign_in("alice");
  const auto change = [&](const std::string& present) {
    const json body{{"presentPassword", present}, {"newPassword", "tartine-velours-9"}};
    return world.ask(with(request(verb::post, "/api/me/password", body.dump()), field::cookie, alice)).result_int();
  };
  CHECK(change("wrong") == 403);
  CHECK(change(kEverybodysPassword) == 204);
  CHECK(world.trail.said() ==
        std::vector<std::string>{"1 alice", "12 alice: wrong login or password", "7 alice: password"});
}

TEST_CASE("the ends of one's sign-ins are noted") {
  HttpWorld world;
  (void)world.sign_in("alice");
  const std::string alice = world.sign_in("alice");
  CHECK(world.ask(with(request(verb::post, "/api/me/end-sign-ins", "{}"), field::cookie, alice)).result_int() == 204);
  CHECK(world.trail.said().back() == "7 alice: other sign-ins ended");
}
