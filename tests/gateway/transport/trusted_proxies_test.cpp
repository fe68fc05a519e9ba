#include "gateway/transport/trusted_proxies.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;
using boost::asio::ip::make_address;
using gateway::TrustedProxies;

namespace {

TrustedProxies proxies(const std::vector<std::string>& texts) { return TrustedProxies::parse(texts).value(); }

}  // namespace

TEST_CASE("addresses and networks are trusted, in both families") {
  const auto trusted = proxies({"192.0.2.1", "10.0.0.0/8", "2001:db8::/32", "::1"});
  for (const char* address : {"192.0.2.1", "10.255.0.1", "2001:db8:1::1", "::1", "::ffff:10.0.0.1"}) {
    INFO(address);
    CHECK(trusted.contains(make_address(address)));
  }
  for (const char* address : {"192.0.2.2", "11.0.0.1", "2001:db9::1", "::2"}) {
    INFO(address);
    CHECK_FALSE(trusted.contains(make_address(address)));
  }
  for (const char* wrong : {"", "proxy.example", "10.0.0.0/33", "10.0.0"}) {
    INFO(wrong);
    CHECK_FALSE(TrustedProxies::parse(std::vector<std::string>{wrong}));
  }
}

TEST_CASE("what a stranger says of itself does not count - a trusted proxy is believed as far as it can know") {
  const auto trusted = proxies({"10.0.0.0/8"});
  const auto client = [&](const char* peer, std::string_view field) {
    return trusted.client_of(make_address(peer), field).to_string();
  };
  CHECK(client("192.0.2.9", "198.51.100.1") == "192.0.2.9");
  CHECK(client("10.0.0.1", "198.51.100.1") == "198.51.100.1");
  CHECK(client("10.0.0.1", "203.0.113.5, 198.51.100.1") == "198.51.100.1");
  CHECK(client("10.0.0.1", "203.0.113.5, 198.51.100.1, 10.0.0.2") == "198.51.100.1");
  CHECK(client("10.0.0.1", "10.0.0.3,10.0.0.2") == "10.0.0.3");
  CHECK(client("10.0.0.1", "") == "10.0.0.1");
  CHECK(client("10.0.0.1", "unknown, nonsense") == "10.0.0.1");
  CHECK(client("10.0.0.1", "198.51.100.1:4711") == "198.51.100.1");
  CHECK(client("10.0.0.1", "[2001:db8::1]:4711") == "2001:db8::1");
  CHECK(client("10.0.0.1", "2001:db8::1") == "2001:db8::1");
  CHECK(client("10.0.0.1", "[") == "10.0.0.1");
}

TEST_CASE("a request is from whom its proxy says") {
  const auto asker_with = [](const TrustedProxies& trusted) {
    TestHandler handler;
    handler.by_path["/"] = [](gateway::HttpRequest request) {
      gateway::Response response;
      response.body = std::make_unique<gateway::MemorySource>(request.peer.to_string());
      return give(std::move(response));
    };
    RunningServer server(handler, {}, [] {}, {.proxies = trusted});
    auto asked = get("/");
    asked.insert("X-Forwarded-For", "203.0.113.5");
    asked.insert("X-Forwarded-For", "198.51.100.1");
    return ask(server, asked).body();
  };
  CHECK(asker_with({}) == "127.0.0.1");
  CHECK(asker_with(proxies({"127.0.0.0/8"})) == "198.51.100.1");
}
