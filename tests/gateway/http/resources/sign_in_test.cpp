#include "gateway/http/resources/sign_in.hpp"

#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

ClientRequest attempt(const std::string& login, const std::string& password) {
  return request(verb::post, "/api/sign-in", R"({"login":")" + login + R"(","password":")" + password + R"("})");
}

ClientRequest sign_out(const std::string& cookie) {
  return with(request(verb::post, "/api/sign-out"), field::cookie, cookie);
}

}  // namespace

TEST_CASE("whoever signs in gets themselves and a cookie that scripts and other pages cannot use") {
  HttpWorld world;
  const auto response = world.ask(attempt("alice", kEverybodysPassword));
  CHECK(response.result_int() == 200);
  CHECK(response.body().find("\"login\":\"alice\"") != std::string::npos);
  const std::string cookie = field_of(response, field::set_cookie);
  for (const char* part : {"regard_session=", "; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200"}) {
    CHECK(cookie.find(part) != std::string::npos);
  }
  CHECK(cookie.find("Secure") == std::string::npos);
  CHECK(world.account_store.token_hashes.size() == 1);
}

TEST_CASE("behind a proxy that speaks TLS the cookie is for TLS only") {
  HttpWorld world(true);
  const auto response = world.ask(attempt("alice", kEverybodysPassword));
  const std::string cookie = field_of(response, field::set_cookie);
  CHECK(cookie.starts_with("__Host-regard_session="));
  CHECK(cookie.ends_with("; Secure"));
  const std::string sent_back = cookie.substr(0, cookie.find(';'));
  CHECK(world.ask_as(sent_back, "/api/me").result_int() == 200);
  CHECK(world.ask_as(sent_back.substr(sizeof "__Host-" - 1), "/api/me").result_int() == 401);
}

TEST_CASE("wrong passwords are refused alike for known and unknown people, and slowed down") {
  HttpWorld world;
  const auto known = world.ask(attempt("alice", "wrong"));
  CHECK(known.result_int() == 401);
  CHECK(world.ask(attempt("nobody", "wrong")).body() == known.body());
  CHECK(world.ask(attempt("platform", "wrong")).body() == known.body());
  CHECK(world.ask(attempt("alice", "wrong")).result_int() == 401);
  CHECK(world.ask(attempt("alice", "wrong")).result_int() == 401);
  const auto slowed = world.ask(attempt("alice", "wrong"));
  CHECK(slowed.result_int() == 429);
  CHECK(field_of(slowed, field::retry_after) == "1");
  CHECK(slowed.body().find("\"retryAfterS\":1") != std::string::npos);
}

TEST_CASE("nobody locks a person out: another network and a known device go on, whoever guesses elsewhere") {
  HttpWorld world;
  const auto from = [](ClientRequest request, const std::string& address) {
    request.set("X-Forwarded-For", address);
    return request;
  };
  const auto right = attempt("alice", kEverybodysPassword);
  const std::string device = device_cookie_in(world.ask(right));
  const std::string other_device = device_cookie_in(world.ask(right));
  for (int i = 0; i < 4; ++i) (void)world.ask(from(attempt("alice", "wrong"), "198.51.100.1"));
  CHECK(world.ask(from(right, "198.51.100.1")).result_int() == 429);
  CHECK(world.ask(from(right, "198.51.100.2")).result_int() == 200);
  CHECK(world.ask(from(with(right, field::cookie, device), "198.51.100.1")).result_int() == 200);
  CHECK(world.ask(from(with(attempt("bruno", "wrong"), field::cookie, device), "198.51.100.1")).result_int() == 401);
  // Whoever sits at a browser that she has used before keeps out that one alone.
  for (int i = 0; i < 4; ++i) (void)world.ask(with(attempt("alice", "wrong"), field::cookie, other_device));
  CHECK(world.ask(with(right, field::cookie, other_device)).result_int() == 429);
  CHECK(world.ask(with(right, field::cookie, device)).result_int() == 200);
}

TEST_CASE("a login is the same with spaces around it and in capitals") {
  HttpWorld world;
  CHECK(world.ask(attempt(" Alice ", kEverybodysPassword)).result_int() == 200);
}

TEST_CASE("more people than may wait at once sign in one after the other") {
  HttpWorld world;
  for (std::size_t i = 0; i < gateway::limits::kMaxPasswordChecksASite + 2; ++i) {
    CHECK(world.ask(attempt("alice", kEverybodysPassword)).result_int() == 200);
  }
}

TEST_CASE("the oldest sign-in of an account ends for the newest, and what it has open with it") {
  HttpWorld world;
  const std::string oldest = world.sign_in("alice");
  for (std::size_t i = 1; i < gateway::limits::kMaxSignInsAnAccount; ++i) {
    world.clock.advance(std::chrono::seconds(1));
    (void)world.sign_in("alice");
  }
  CHECK(world.ask_as(oldest, "/api/me").result_int() == 200);
  world.clock.advance(std::chrono::seconds(1));
  const std::string newest = world.sign_in("alice");
  CHECK(world.ask_as(oldest, "/api/me").result_int() == 401);
  CHECK(world.ask_as(newest, "/api/me").result_int() == 200);
  CHECK(world.closed_token_hashes.size() == 1);
  CHECK(world.account_store.token_hashes.size() == gateway::limits::kMaxSignInsAnAccount);
}

TEST_CASE("attempts to sign in at the same moment are slowed down like those one after the other") {
  HttpWorld world;
  constexpr int kAttempts = 10;
  int answered = 0;
  int checked = 0;
  for (int i = 0; i < kAttempts; ++i) {
    boost::asio::co_spawn(world.running.io, exchange(world.running, attempt("alice", "wrong")),
                          [&](std::exception_ptr, const ClientResponse& response) {
                            ++answered;
                            if (response.result_int() == 401) ++checked;
                          });
  }
  world.running.run_until([&] { return answered == kAttempts; });
  CHECK(checked == gateway::limits::kFreeSignInFailures);
}

TEST_CASE("a login that is too long to be anybody's is refused like a wrong one, and not remembered") {
  HttpWorld world;
  const std::string login(gateway::limits::kMaxLoginBytes + 1, 'x');
  for (int i = 0; i < gateway::limits::kFreeSignInFailures + 2; ++i) {
    CHECK(world.ask(attempt(login, "wrong")).result_int() == 401);
  }
}

TEST_CASE("a sign-in that is none, or too large to be one, is refused with what is wrong") {
  HttpWorld world;
  const auto nonsense = world.ask(request(verb::post, "/api/sign-in", "login=alice"));
  CHECK(nonsense.result_int() == 400);
  CHECK(nonsense.body().find("SignIn") != std::string::npos);
  const std::string large(gateway::limits::kMaxHttpBodyBytes + 1, ' ');
  CHECK(world.ask(request(verb::post, "/api/sign-in", large)).result_int() == 413);
}

TEST_CASE("signing out closes what the sign-in has opened and makes its cookie worthless") {
  HttpWorld world;
  const std::string cookie = world.sign_in("alice");
  const auto token_hashes = world.account_store.token_hashes;
  const auto response = world.ask(sign_out(cookie));
  CHECK(response.result_int() == 204);
  CHECK(field_of(response, field::set_cookie).find("Max-Age=0") != std::string::npos);
  CHECK(world.closed_token_hashes == token_hashes);
  CHECK(world.account_store.token_hashes.empty());
  CHECK(world.ask_as(cookie, "/api/me").result_int() == 401);
}

TEST_CASE("an integration has nothing to sign out of") {
  HttpWorld world;
  const auto post =
      with(request(verb::post, "/api/sign-out"), field::authorization, std::string("Bearer ") + kIntegrationToken);
  CHECK(world.ask(post).result_int() == 404);
}

TEST_CASE("a store that refuses writes lets nobody in, and says so to whoever goes") {
  HttpWorld world;
  const std::string cookie = world.sign_in("alice");
  world.account_store.is_poisoned = true;
  CHECK(world.ask(attempt("bruno", kEverybodysPassword)).result_int() == 503);
  CHECK(world.ask(sign_out(cookie)).result_int() == 503);
  CHECK(world.ask_as(cookie, "/api/me").result_int() == 401);
}
