#include "gateway/http/resources/status.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("the status tells the version and how much goes on, to everybody") {
  HttpWorld world;
  const auto response = world.ask(get("/api/status"));
  CHECK(response.result_int() == 200);
  for (const char* part : {R"("version":"1.2.3")", R"("liveInterviewCount":7)", R"("connectionCount":8)"}) {
    CHECK(response.body().find(part) != std::string::npos);
  }
}

TEST_CASE("a server whose store is poisoned is not fit to record") {
  HttpWorld world;
  world.store_status.set_poisoned(true);
  const auto response = world.ask(get("/api/status"));
  CHECK(response.result_int() == 503);
  CHECK(response.body().find("\"poisoned\":true") != std::string::npos);
}
