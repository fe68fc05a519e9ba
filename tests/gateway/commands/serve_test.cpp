// What `serve` wires together, as the program that people start.
#include <catch2/catch.hpp>

#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {
namespace {

using hostile::Client;

// The stamp of an event that is acknowledged now.
std::int64_t stamp_now(const ServerProcess& server) {
  Client platform{server.port(), Client::Token{server.token()}};
  return platform.publish(hostile::new_uuid(), hostile::opening(v1::CHANNEL_PHONE)).server_mono_ns();
}

TEST_CASE("after a restart with the wall clock set back, stamps go on behind the newest one") {
  const TemporaryDirectory data;
  std::int64_t before_ns = 0;
  {
    ServerProcess server{data.path()};
    before_ns = stamp_now(server);
    REQUIRE(server.stop(std::chrono::seconds(30)) == 0);
  }
  const ServerProcess later{data.path(), {.preload = REGARD_CLOCK_SET_BACK}};
  const std::int64_t after_ns = stamp_now(later);
  CHECK(after_ns > before_ns);
  constexpr std::int64_t kHourNs = 3'600LL * 1'000'000'000;
  CHECK(after_ns < before_ns + kHourNs);
}

TEST_CASE("cookies are for HTTPS alone where that is configured") {
  const TemporaryDirectory data;
  const ServerProcess server{data.path(), {.arguments = {"--secure-cookie"}}};
  const std::string cookies = hostile::sign_in(server.port(), "claire.martin");
  CHECK(cookies.starts_with("__Host-regard_session="));
  CHECK(cookies.find("__Host-regard_device=") != std::string::npos);
}

TEST_CASE("the options that say who may come reach the gate") {
  const TemporaryDirectory data;
  const ServerProcess server{data.path(), {.arguments = {"--allowed-host", "regard.lan"}}};
  CHECK(hostile::status_for_host(server.port(), "regard.lan") == 200);
  CHECK(hostile::status_for_host(server.port(), "other.lan") == 421);
}

}  // namespace
}  // namespace regard::tests
