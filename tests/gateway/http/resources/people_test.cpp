#include "gateway/http/resources/people.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("people are listed for whoever may invite them, without the programs") {
  HttpWorld world;
  const auto response = world.ask_as_platform("/api/people");
  CHECK(response.result_int() == 200);
  CHECK(response.body().find("\"alice\"") != std::string::npos);
  CHECK(response.body().find("\"platform\"") == std::string::npos);
}

TEST_CASE("people are not listed for whoever may not") {
  HttpWorld world;
  CHECK(world.ask_as(world.sign_in("denis"), "/api/people").result_int() == 403);
}

TEST_CASE("everybody learns who they are") {
  HttpWorld world;
  const auto response = world.ask_as(world.sign_in("denis"), "/api/me");
  CHECK(response.body().find("\"name\":\"the denis\"") != std::string::npos);
  CHECK(response.body().find("ROLE_CANDIDATE") != std::string::npos);
  CHECK(field_of(response, field::cache_control) == "no-store");
}
