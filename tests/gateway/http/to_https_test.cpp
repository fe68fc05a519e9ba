#include "gateway/http/to_https.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_client.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

class Redirecting {
 public:
  explicit Redirecting(std::uint16_t https_port) : handler_({{"regard.lan"}, {}, true}, https_port) {}

  // "308 https://..."; the status alone where there is nowhere to go.
  std::string answer_to(const std::string& host, const std::string& target = "/") {
    const std::string answer =
        ask_raw(server_, "GET " + target + " HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n");
    std::string status = answer.substr(answer.find(' ') + 1, 3);
    const std::size_t location = answer.find("Location: ");
    if (location == std::string::npos) return status;
    return status + answer.substr(location + 9, answer.find("\r\n", location) - location - 9);
  }
  std::string answer_raw(const std::string& request) { return ask_raw(server_, request); }

 private:
  gateway::ToHttps handler_;
  RunningServer server_{handler_};
};

}  // namespace

TEST_CASE("whoever comes in the clear is sent to the same address under HTTPS") {
  Redirecting standard{443};
  CHECK(standard.answer_to("regard.lan", "/api/interviews?block=B1") ==
        "308 https://regard.lan/api/interviews?block=B1");
  CHECK(standard.answer_to("regard.lan:80") == "308 https://regard.lan/");
  CHECK(standard.answer_to("[::1]:80") == "308 https://[::1]/");
  CHECK(standard.answer_to("elsewhere.lan", "http://regard.lan/x") == "308 https://regard.lan/x");
  CHECK(Redirecting{8443}.answer_to("regard.lan:8080") == "308 https://regard.lan:8443/");
}

TEST_CASE("nobody is sent to somebody else's host") {
  Redirecting standard{443};
  CHECK(standard.answer_to("elsewhere.lan") == "421");
  CHECK(standard.answer_to("regard.lan", "http://elsewhere.lan/x") == "421");
  CHECK_THAT(standard.answer_raw("GET / HTTP/1.0\r\n\r\n"), Catch::StartsWith("HTTP/1.0 400"));
}
