#include "gateway/http/resources/status.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("the status tells organisers the version and how much goes on") {
  HttpWorld world;
  const auto response = world.ask_as(world.sign_in("odile"), "/api/status");
  CHECK(response.result_int() == 200);
  for (const char* part : {R"("version":"1.2.3")", R"("liveInterviewCount":7)", R"("connectionCount":8)"}) {
    CHECK(response.body().find(part) != std::string::npos);
  }
}

TEST_CASE("to everybody else the status tells only that the server serves, or that it does not") {
  HttpWorld world;
  const std::string assessor = world.sign_in("alice");
  for (const unsigned status : {200U, 503U}) {
    for (const auto& response : {world.ask(get("/api/status")), world.ask_as(assessor, "/api/status")}) {
      CHECK(response.result_int() == status);
      CHECK(response.body() == "{}");
    }
    world.store_status.set_poisoned(true);
    world.store_status.set_reason("the disk");
  }
}

TEST_CASE("a server whose disk is full is not fit to record") {
  HttpWorld world;
  world.store_status.set_full(true);
  CHECK(world.ask(get("/api/status")).result_int() == 503);
}

TEST_CASE("a server whose store is poisoned is not fit to record") {
  HttpWorld world;
  const std::string organiser = world.sign_in("odile");
  world.store_status.set_poisoned(true);
  const auto response = world.ask_as(organiser, "/api/status");
  CHECK(response.result_int() == 503);
  CHECK(response.body().find("\"poisoned\":true") != std::string::npos);
}
