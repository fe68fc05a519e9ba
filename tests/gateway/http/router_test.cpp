// Which address is whose, who is let in, and what every answer carries.
#include "gateway/http/router.hpp"

#include <catch2/catch.hpp>

#include "gateway/http/json.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;
using gateway::match;

TEST_CASE("a pattern's braces stand for one segment") {
  CHECK(match("/api/me", "/api/me") == std::vector<std::string>{});
  CHECK(match("/api/interviews/{id}", "/api/interviews/7") == std::vector<std::string>{"7"});
  CHECK(match("/a/{b}/c/{d}", "/a/1/c/2") == std::vector<std::string>{"1", "2"});
  for (const char* path : {"/api/interviews", "/api/interviews/", "/api/interviews/7/8", "/api", "/", "", "//7"}) {
    INFO(path);
    CHECK_FALSE(match("/api/interviews/{id}", path));
  }
}

TEST_CASE("every address under /api but sign-in and status asks for a sign-in") {
  HttpWorld world;
  for (const char* target : {"/api/me", "/api/people", "/api/interviews", "/api/interviews/7", "/api/referential"}) {
    INFO(target);
    const auto response = world.ask(get(target));
    CHECK(response.result_int() == 401);
    CHECK(response.body().find("not_signed_in") != std::string::npos);
  }
  CHECK(world.ask(get("/api/status")).result_int() == 200);
}

TEST_CASE("an address that is none is not found, whoever asks, and gives no page") {
  HttpWorld world;
  for (const char* target : {"/api", "/api/", "/api/nothing", "/api/me/too", "/ws/1"}) {
    INFO(target);
    const auto response = world.ask(get(target));
    CHECK(response.result_int() == 404);
    CHECK(response.body().find("not_found") != std::string::npos);
  }
}

TEST_CASE("a method that an address does not have is answered with those that it has") {
  HttpWorld world;
  const auto posted = world.ask(request(verb::post, "/api/me"));
  CHECK(posted.result_int() == 405);
  CHECK(field_of(posted, field::allow) == "GET, HEAD");
  CHECK(field_of(world.ask(get("/api/sign-in")), field::allow) == "POST");
  CHECK(world.ask(request(verb::delete_, "/")).result_int() == 405);
}

TEST_CASE("HEAD is answered where GET is") {
  HttpWorld world;
  const auto whole = world.ask(get("/api/status"));
  const auto head = world.ask(request(verb::head, "/api/status"));
  CHECK(head.result_int() == 200);
  CHECK(head.body().empty());
  CHECK(field_of(head, field::content_length) == std::to_string(whole.body().size()));
}

TEST_CASE("a request that changes something is refused when a foreign page sends it") {
  HttpWorld world;
  const auto post = request(verb::post, "/api/sign-out");
  const auto status_from = [&](const std::string& origin) {
    return world.ask(with(post, field::origin, origin)).result_int();
  };
  CHECK(status_from("http://evil.example") == 403);
  CHECK(status_from("null") == 403);
  CHECK(status_from(own_origin(world)) == 401);
  CHECK(status_from("https://regard.example.org") == 401);
  CHECK(world.ask(post).result_int() == 401);
}

TEST_CASE("an origin that begins or ends like ours is not ours") {
  HttpWorld world;
  const auto post = request(verb::post, "/api/sign-out");
  const std::string own = own_origin(world);
  for (const std::string& origin :
       {own + "0", own + ".evil.example", "https" + own.substr(4) + ".evil.example", own.substr(0, own.size() - 1),
        "http://evil" + own, std::string("https://regard.example.org.evil"),
        std::string("https://regard.example.or")}) {
    INFO(origin);
    CHECK(world.ask(with(post, field::origin, origin)).result_int() == 403);
  }
}

TEST_CASE("a request that names another host is misdirected, whatever its origin says") {
  HttpWorld world;
  const auto status_for = [&](const std::string& host) {
    const std::string request =
        "GET / HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\nConnection: close\r\n\r\n";
    return ask_raw(world.running, request).substr(9, 3);
  };
  for (const char* host : {"127.0.0.1", "[::1]:80", "192.0.2.7:8080", "localhost:1", "LOCALHOST", "regard.lan:8080",
                           "Regard.LAN", "regard.example.org"}) {
    INFO(host);
    CHECK(status_for(host) == "200");
  }
  for (const char* host : {"evil.example", "regard.lan.evil.example", "evilregard.lan", "127.0.0.1.evil.example",
                           "localhost.evil.example"}) {
    INFO(host);
    CHECK(status_for(host) == "421");
  }
}

TEST_CASE("what a page of another site makes a browser send is refused, but for following a link to a page") {
  HttpWorld world;
  const auto status_of_site = [&](const std::string& target, const std::string& site, const std::string& mode,
                                  const std::string& destination) {
    auto asked = get(target);
    asked.set("Sec-Fetch-Site", site);
    asked.set("Sec-Fetch-Mode", mode);
    asked.set("Sec-Fetch-Dest", destination);
    return world.ask(asked).result_int();
  };
  CHECK(status_of_site("/", "cross-site", "navigate", "document") == 200);
  CHECK(status_of_site("/", "cross-site", "navigate", "iframe") == 403);
  CHECK(status_of_site("/assets/app.js", "cross-site", "no-cors", "script") == 403);
  CHECK(status_of_site("/api/status", "cross-site", "cors", "empty") == 403);
  CHECK(status_of_site("/api/status", "same-origin", "cors", "empty") == 200);
  CHECK(status_of_site("/", "none", "navigate", "document") == 200);
}

TEST_CASE("an integration's token lets in, a wrong one does not, and neither does a session that is over") {
  HttpWorld world;
  CHECK(world.ask_as_platform("/api/me").result_int() == 200);
  CHECK(world.ask(with(get("/api/me"), field::authorization, "Bearer nonsense")).result_int() == 401);
  CHECK(world.ask_as("regard_session=nonsense", "/api/me").result_int() == 401);
  const std::string cookie = world.sign_in("alice");
  CHECK(world.ask_as("a=1; " + cookie + "; b=2", "/api/me").result_int() == 200);
  world.clock.advance(std::chrono::hours(13));
  CHECK(world.ask_as(cookie, "/api/me").result_int() == 401);
}

TEST_CASE("every answer keeps browsers from taking our pages elsewhere") {
  HttpWorld world;
  for (const char* target : {"/", "/missing.js", "/api/status", "/api/me", "/api/nothing"}) {
    INFO(target);
    const auto response = world.ask(get(target));
    CHECK(std::string(response["Content-Security-Policy"]).find("default-src 'self'") != std::string::npos);
    CHECK(response["X-Content-Type-Options"] == "nosniff");
    CHECK(response["Cross-Origin-Opener-Policy"] == "same-origin");
    CHECK(response["Cross-Origin-Embedder-Policy"] == "require-corp");
    CHECK(response["Cross-Origin-Resource-Policy"] == "same-origin");
    CHECK(std::string(response["Permissions-Policy"]).find("camera=()") != std::string::npos);
  }
  CHECK(ask_raw(world.running, "nonsense\r\n\r\n").find("\"malformed\"") != std::string::npos);
}

TEST_CASE("a body may be as large as its route says, and no larger") {
  ManualClock clock;
  const gateway::AccountDirectory nobody({});
  MemoryTrail trail;
  gateway::Router router{gateway::Gate{{nobody}, clock, {}}, trail};
  const gateway::AsyncResponder echo = [](const gateway::Call& call) -> gateway::Awaitable<gateway::Response> {
    return [](gateway::RequestBody* body) -> gateway::Awaitable<gateway::Response> {
      v1::Interview interview;
      if (auto read = co_await gateway::read_json(body, &interview); !read) co_return std::move(read.error());
      co_return gateway::json_response(gateway::http::status::ok, interview);
    }(&call.body());
  };
  router.add({verb::post, "/small", echo, gateway::Access::everybody, 10});
  router.add({verb::post, "/large", echo, gateway::Access::everybody, 1'000'000});
  RunningServer server(router);
  const std::string body = "{" + std::string(20'000, ' ') + "}";
  CHECK(status_of(server, request(verb::post, "/small", body)) == 413);
  CHECK(status_of(server, request(verb::post, "/small", "{        }")) == 200);
  CHECK(status_of(server, request(verb::post, "/large", body)) == 200);
  CHECK(status_of(server, request(verb::post, "/large", "[")) == 400);
}
