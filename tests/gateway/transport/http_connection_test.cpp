// HTTP/1.1 on one connection: requests one after the other, heads, and what is no request at all.
#include <catch2/catch.hpp>

#include "gateway/transport/limits.hpp"
#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

std::size_t count_of(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("requests that come at once are answered in their order, on one connection") {
  TestHandler handler;
  handler.by_path["/one"] = text("first");
  handler.by_path["/two"] = text("second");
  RunningServer server(handler);
  const auto answer = ask_raw(server,
                              "GET /one HTTP/1.1\r\nHost: regard.test\r\n\r\nGET /two HTTP/1.1\r\nHost: "
                              "regard.test\r\n\r\nGET /one HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n");
  CHECK(count_of("HTTP/1.1 200 OK", answer) == 3);
  CHECK(answer.find("first") < answer.find("second"));
  CHECK(answer.ends_with("first"));
}

TEST_CASE("HEAD gets the fields and the length that GET would, and no body") {
  TestHandler handler;
  handler.by_path["/"] = text("twelve bytes");
  RunningServer server(handler);
  const auto answer = ask_raw(server, "HEAD / HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Content-Length: 12\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("what is no HTTP is refused, and the connection closed") {
  TestHandler handler;
  RunningServer server(handler);
  CHECK(ask_raw(server, "good morning\r\n\r\n").starts_with("HTTP/1.1 400 "));
  CHECK(ask_raw(server, "GET / HTTP/1.1\r\nHost: regard.test\r\nContent-Length: few\r\n\r\n")
            .starts_with("HTTP/1.1 400 "));
}

TEST_CASE("a head beyond the limit is refused") {
  TestHandler handler;
  RunningServer server(handler);
  const std::string large(gateway::limits::kMaxHttpHeaderBytes, 'x');
  CHECK(ask_raw(server, "GET / HTTP/1.1\r\nHost: regard.test\r\nCookie: " + large + "\r\n\r\n")
            .starts_with("HTTP/1.1 431 "));
}

TEST_CASE("an answer without content has neither body nor length") {
  TestHandler handler;
  handler.by_path["/"] = [](gateway::HttpRequest) {
    return give(gateway::Response{gateway::http::status::no_content});
  };
  RunningServer server(handler);
  const auto answer = ask_raw(server, "GET / HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Content-Length") == std::string::npos);
  CHECK(answer.find("Transfer-Encoding") == std::string::npos);
}

TEST_CASE("an answer with an empty body says that it has length 0") {
  TestHandler handler;
  handler.by_path["/"] = text("");
  RunningServer server(handler);
  CHECK(ask_raw(server, "GET / HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n")
            .find("Content-Length: 0\r\n") != std::string::npos);
}
