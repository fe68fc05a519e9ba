// Requests that are HTTP and yet not well formed: each is answered, and nothing behind it is taken for a request.
#include <catch2/catch.hpp>

#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

// A server that says the path and the host of each request.
class Mirror {
 public:
  Mirror() {
    for (const char* path : {"/", "/path", "/smuggled"}) {
      handler_.by_path[path] = [](gateway::HttpRequest request) {
        gateway::Response response;
        response.body = std::make_unique<gateway::MemorySource>(
            std::string(gateway::path_of(*request.head)) + " of " +
            std::string(gateway::header(*request.head, gateway::http::field::host)));
        return give(std::move(response));
      };
    }
  }

  std::string answer(const std::string& head) { return ask_raw(server_, head + "\r\n\r\n"); }
  // With a request behind it that must not be read.
  std::string answer_before_smuggled(const std::string& head) {
    return ask_raw(server_, head + "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }

 private:
  TestHandler handler_;
  RunningServer server_{handler_};
};

std::string status_in(const std::string& answer) { return answer.substr(0, 12); }

}  // namespace

TEST_CASE("a request names one host, and well") {
  Mirror mirror;
  for (const char* hosts :
       {"X: y", "Host:", "Host: a\r\nHost: a", "Host: a\r\nHost: b", "Host: a/b", "Host: a@b", "Host: a b"}) {
    INFO(hosts);
    const auto answer = mirror.answer_before_smuggled("GET /path HTTP/1.1\r\n" + std::string(hosts));
    CHECK(status_in(answer) == "HTTP/1.1 400");
    CHECK(answer.find("smuggled") == std::string::npos);
  }
  CHECK(status_in(mirror.answer("GET /path HTTP/1.0")) == "HTTP/1.0 200");
}

TEST_CASE("a body whose framing is not known ends the connection with an answer") {
  Mirror mirror;
  for (const char* framing :
       {"Transfer-Encoding: gzip", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: identity", "Transfer-Encoding: xchunked"}) {
    INFO(framing);
    const auto answer = mirror.answer_before_smuggled("POST /path HTTP/1.1\r\nHost: a\r\n" + std::string(framing));
    CHECK(status_in(answer) == "HTTP/1.1 501");
    CHECK(answer.find("smuggled") == std::string::npos);
  }
  for (const char* framing :
       {"Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6", "Content-Length: -1", "Content-Length: 0x5", "Content-Length : 5",
        "X: y\r\n folded: z\r\nTransfer-Encoding: chunked\r\nContent-Length: 1"}) {
    INFO(framing);
    const auto answer = mirror.answer_before_smuggled("POST /path HTTP/1.1\r\nHost: a\r\n" + std::string(framing));
    CHECK(status_in(answer) == "HTTP/1.1 400");
    CHECK(answer.find("smuggled") == std::string::npos);
  }
}

TEST_CASE("an expectation that this server does not know is not met") {
  Mirror mirror;
  CHECK(status_in(mirror.answer("POST /path HTTP/1.1\r\nHost: a\r\nExpect: miracles")) == "HTTP/1.1 417");
}

TEST_CASE("a target that is a whole URL is its path, and its host counts") {
  Mirror mirror;
  const auto answered = [&](const std::string& target) {
    const auto answer = mirror.answer("GET " + target + " HTTP/1.1\r\nHost: ignored\r\nConnection: close");
    return answer.substr(answer.find("\r\n\r\n") + 4);
  };
  CHECK(answered("http://regard.lan:8080/path?q=1") == "/path of regard.lan:8080");
  CHECK(answered("HTTPS://regard.lan") == "/ of regard.lan");
  CHECK(answered("http://regard.lan?q") == "/ of regard.lan");
}

TEST_CASE("what is no target is refused") {
  Mirror mirror;
  for (const char* line : {"* * *", "GET * HTTP/1.1", "GET path HTTP/1.1", "GET http:/// HTTP/1.1",
                           "GET ftp://a/ HTTP/1.1", "CONNECT a:443 HTTP/1.1", "GET / HTTP/2.0", "GET  / HTTP/1.1"}) {
    INFO(line);
    CHECK(status_in(mirror.answer(std::string(line) + "\r\nHost: a")) == "HTTP/1.1 400");
  }
}
