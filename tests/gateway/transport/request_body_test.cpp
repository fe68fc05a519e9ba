// Bodies on their way in: piece by piece, with a limit, and with patience that ends.
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;
namespace asio = boost::asio;
using boost::system::error_code;
using gateway::Answer;
using gateway::Awaitable;
using gateway::BodyFailure;
using gateway::HttpRequest;

namespace {

constexpr std::uint64_t kMegabyte = std::uint64_t{1024} * 1024;

// Sends back what it reads, as fast as it is taken: a body is read while its answer is written.
class Reflection final : public gateway::BodySource {
 public:
  explicit Reflection(gateway::RequestBody* body) : body_(body) {}
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return std::nullopt; }
  [[nodiscard]] Awaitable<Piece> next() override {
    const auto piece = co_await body_->read_some();
    if (!piece) co_return std::unexpected("the body did not come whole");
    co_return *piece;
  }

 private:
  gateway::RequestBody* body_;
};

Awaitable<Answer> reflect(HttpRequest request) {
  request.body->set_limit(16 * kMegabyte);
  gateway::Response response;
  response.body = std::make_unique<Reflection>(request.body);
  co_return response;
}

std::string words_for(BodyFailure failure) { return failure == BodyFailure::too_large ? "too large" : "broken"; }

// Answers with what it heard, or with how hearing it failed.
Awaitable<Answer> hear(HttpRequest request) {
  request.body->set_limit(10);
  const auto all = co_await request.body->read_all();
  gateway::Response response;
  std::string told = all ? *all : words_for(all.error());
  response.body = std::make_unique<gateway::MemorySource>(std::move(told));
  co_return response;
}

// More than the kernel takes for a socket that nobody reads.
constexpr std::uint64_t kMoreThanFits = 32 * kMegabyte;

// Reads nothing until it is told to.
class HesitantReader {
 public:
  Awaitable<Answer> answer(HttpRequest request) {
    told_.emplace(co_await asio::this_coro::executor, gateway::Timer::time_point::max());
    error_code cancelled;
    co_await told_->async_wait(asio::redirect_error(gateway::use_awaitable, cancelled));
    request.body->set_limit(kMoreThanFits);
    while (const auto piece = co_await request.body->read_some()) {
      if (piece->empty()) break;
      heard_bytes_ += piece->size();
    }
    co_return gateway::Response{};
  }
  [[nodiscard]] bool is_asked() const { return told_.has_value(); }
  void read_on() { told_->cancel(); }
  [[nodiscard]] std::uint64_t heard_bytes() const { return heard_bytes_; }

 private:
  std::optional<gateway::Timer> told_;
  std::uint64_t heard_bytes_ = 0;
};

std::string numbered_lines(std::uint64_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += std::to_string(i) + '\n';
  return text;
}

asio::awaitable<std::string> write_and_read_at_once(RunningServer& server, std::string body) {
  boost::beast::tcp_stream stream{server.io};
  co_await stream.async_connect(server.endpoint(), asio::use_awaitable);
  const std::string all =
      "POST / HTTP/1.1\r\nHost: regard.test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  bool is_written = false;
  asio::async_write(stream.socket(), asio::buffer(all), [&](error_code, std::size_t) { is_written = true; });
  boost::beast::flat_buffer buffer;
  boost::beast::http::response_parser<boost::beast::http::string_body> parser;
  parser.body_limit(boost::none);
  co_await boost::beast::http::async_read(stream, buffer, parser, asio::use_awaitable);
  CHECK(is_written);
  co_return parser.release().body();
}

struct Received {
  std::string answer;
  error_code end;
};

// A server that closes on what it has not read resets the connection: then the end is no end of file.
asio::awaitable<Received> read_while_half_is_sent(RunningServer& server, std::string half) {
  asio::ip::tcp::socket socket{server.io};
  co_await socket.async_connect(server.endpoint(), asio::use_awaitable);
  const std::string all =
      "POST / HTTP/1.1\r\nHost: regard.test\r\nContent-Length: " + std::to_string(2 * half.size()) + "\r\n\r\n" + half;
  Received received;
  co_await asio::async_write(socket, asio::buffer(all), asio::redirect_error(asio::use_awaitable, received.end));
  if (received.end) co_return received;
  co_await asio::async_read(socket, asio::dynamic_buffer(received.answer),
                            asio::redirect_error(asio::use_awaitable, received.end));
  co_return received;
}

std::string chunked(const std::string& chunks) {
  return "POST / HTTP/1.1\r\nHost: regard.test\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks;
}

}  // namespace

TEST_CASE("megabytes go in and out again at the same time, piece by piece") {
  TestHandler handler;
  handler.by_path["/"] = reflect;
  RunningServer server(handler);
  const std::string body = numbered_lines(8 * kMegabyte);
  CHECK(server.run(write_and_read_at_once(server, body)) == body);
}

TEST_CASE("what the handler does not read stays with the peer, however much that is") {
  TestHandler handler;
  RunningServer server(handler);
  HesitantReader reader;
  handler.by_path["/"] = [&](HttpRequest request) { return reader.answer(request); };
  asio::ip::tcp::socket socket{server.io};
  socket.connect(server.endpoint());
  const std::string all = "POST / HTTP/1.1\r\nHost: regard.test\r\nContent-Length: " + std::to_string(kMoreThanFits) +
                          "\r\n\r\n" + std::string(kMoreThanFits, 'x');
  bool is_written = false;
  asio::async_write(socket, asio::buffer(all), [&](error_code, std::size_t) { is_written = true; });
  server.run_until([&] { return reader.is_asked(); });
  server.run_dry();
  CHECK_FALSE(is_written);
  reader.read_on();
  server.run_until([&] { return is_written && reader.heard_bytes() == kMoreThanFits; });
}

TEST_CASE("a body of exactly the limit is read, one byte more is not") {
  TestHandler handler;
  handler.by_path["/"] = hear;
  RunningServer server(handler);
  CHECK(ask(server, request(verb::post, "/", "ten bytes.")).body() == "ten bytes.");
  CHECK(ask(server, request(verb::post, "/", "eleven byte")).body() == "too large");
  CHECK(ask_raw(server, chunked("5\r\nten b\r\n5\r\nytes.\r\n0\r\n\r\n")).ends_with("ten bytes."));
  CHECK(ask_raw(server, chunked("5\r\neleve\r\n6\r\nn byte\r\n0\r\n\r\n")).ends_with("too large"));
}

TEST_CASE("a body that is announced to be too large is refused before it comes") {
  TestHandler handler;
  handler.by_path["/"] = hear;
  RunningServer server(handler);
  const auto answer = ask_raw(server, "POST / HTTP/1.1\r\nHost: regard.test\r\nContent-Length: 11\r\n\r\n");
  CHECK(answer.find("too large") != std::string::npos);
  CHECK(answer.find("Connection: close") != std::string::npos);
}

TEST_CASE("a body in broken chunks is broken") {
  TestHandler handler;
  handler.by_path["/"] = hear;
  RunningServer server(handler);
  CHECK(ask_raw(server, chunked("few\r\nabc\r\n")).find("broken") != std::string::npos);
}

TEST_CASE("a peer that waits to be told so is told to send, unless nobody wants what it has") {
  TestHandler handler;
  handler.by_path["/"] = hear;
  handler.by_path["/deaf"] = text("no, thank you");
  RunningServer server(handler);
  const std::string expecting =
      " HTTP/1.1\r\nHost: regard.test\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: ";
  CHECK(ask_raw(server, "POST /" + expecting + "5\r\n\r\nhello")
            .starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"));
  CHECK(ask_raw(server, "POST /" + expecting + "11\r\n\r\n").starts_with("HTTP/1.1 200"));
  CHECK(ask_raw(server, "POST /deaf" + expecting + "5\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a peer reads its answer though nobody has read its body") {
  TestHandler handler;
  handler.by_path["/"] = text("no, thank you");
  RunningServer server(handler);
  const auto received = server.run(read_while_half_is_sent(server, std::string(kMegabyte / 2, 'x')));
  CHECK(received.answer.ends_with("no, thank you"));
  CHECK(received.end == asio::error::eof);
}
