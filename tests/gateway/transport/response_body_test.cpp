// Bodies on their way out: pulled as fast as the peer takes them, and never a part for the whole.
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;
namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using gateway::Awaitable;
using gateway::HttpRequest;

namespace {

// More than the kernel takes for a socket that nobody reads.
constexpr std::uint64_t kMoreThanFits = std::uint64_t{64} * 1024 * 1024;

// Gives the same piece again and again, and tells how often.
class Repetition final : public gateway::BodySource {
 public:
  struct Plan {
    std::string piece{};
    std::uint64_t times = 0;
    std::optional<std::uint64_t> announced_bytes{};
    // After the last piece: a failure in the place of the end.
    bool fails = false;
  };
  Repetition(Plan plan, std::uint64_t& given) : plan_(std::move(plan)), given_(given) {}

  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return plan_.announced_bytes; }
  [[nodiscard]] Awaitable<Piece> next() override {
    if (given_ < plan_.times) {
      ++given_;
      co_return plan_.piece;
    }
    if (plan_.fails) co_return std::unexpected("the disk has gone");
    co_return std::string_view{};
  }

 private:
  Plan plan_;
  std::uint64_t& given_;
};

// A server that answers every request for "/" with such a body.
class RepeatingServer {
 public:
  explicit RepeatingServer(const Repetition::Plan& plan) {
    handler_.by_path["/"] = [this, plan](HttpRequest) {
      gateway::Response response;
      response.body = std::make_unique<Repetition>(plan, given);
      return give(std::move(response));
    };
  }

 private:
  TestHandler handler_;

 public:
  std::uint64_t given = 0;
  RunningServer server{handler_};
};

struct Received {
  std::string body;
  error_code error;
};

asio::awaitable<Received> receive(RunningServer& server) {
  boost::beast::tcp_stream stream{server.io};
  co_await stream.async_connect(server.endpoint(), asio::use_awaitable);
  co_await asio::async_write(stream.socket(),
                             asio::buffer(std::string_view{"GET / HTTP/1.1\r\nHost: regard.test\r\n\r\n"}),
                             asio::use_awaitable);
  http::response_parser<http::string_body> parser;
  parser.body_limit(boost::none);
  boost::beast::flat_buffer buffer;
  Received received;
  co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, received.error));
  received.body = parser.get().body();
  co_return received;
}

}  // namespace

TEST_CASE("a body of unknown length goes out in chunks, and its end is known as one") {
  RepeatingServer world({.piece = "again ", .times = 3});
  const auto answer = ask_raw(world.server, "GET / HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(answer.ends_with("6\r\nagain \r\n0\r\n\r\n"));
}

TEST_CASE("to HTTP/1.0 a body of unknown length goes out plain, and ends with the connection") {
  RepeatingServer world({.piece = "again ", .times = 3});
  const auto answer = ask_raw(world.server, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(answer.find("chunked") == std::string::npos);
  CHECK(answer.ends_with("\r\n\r\nagain again again "));
}

TEST_CASE("a body of known length goes out with it") {
  RepeatingServer world({.piece = "again ", .times = 3, .announced_bytes = 18});
  const auto answer = ask_raw(world.server, "GET / HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Content-Length: 18\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\nagain again again "));
}

TEST_CASE("HEAD learns the length of a body whose bytes nobody asks for") {
  RepeatingServer world({.piece = "again ", .times = 3, .announced_bytes = 18});
  const auto answer = ask_raw(world.server, "HEAD / HTTP/1.1\r\nHost: regard.test\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Content-Length: 18\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
  CHECK(world.given == 0);
}

TEST_CASE("a source that fails cuts the connection: nobody takes the part for the whole") {
  const bool has_length = GENERATE(true, false);
  RepeatingServer world({.piece = "again ",
                         .times = 3,
                         .announced_bytes = has_length ? std::optional<std::uint64_t>{24} : std::nullopt,
                         .fails = true});
  CHECK(world.server.run(receive(world.server)).error);
}

TEST_CASE("a source that gives less or more than it said cuts the connection") {
  const std::uint64_t announced = GENERATE(std::uint64_t{17}, std::uint64_t{19});
  RepeatingServer world({.piece = "again ", .times = 3, .announced_bytes = announced});
  CHECK(world.server.run(receive(world.server)).error);
}

TEST_CASE("a source is asked no faster than the peer takes: what nobody reads is not made") {
  const std::string piece(16'384, 'x');
  const std::uint64_t times = kMoreThanFits / piece.size();
  RepeatingServer world({.piece = piece, .times = times});
  asio::ip::tcp::socket socket{world.server.io};
  socket.connect(world.server.endpoint());
  asio::write(socket, asio::buffer(std::string_view{"GET / HTTP/1.1\r\nHost: regard.test\r\n\r\n"}));
  world.server.run_until([&] { return world.given > 0; });
  world.server.run_dry();
  CHECK(world.given < times / 2);
  // Nor kept by the system, which takes twice what it is told, and as much again for the peer.
  CHECK(world.given * piece.size() < std::size_t{4} * gateway::limits::kSendBufferBytes);

  boost::beast::tcp_stream stream{std::move(socket)};
  http::response_parser<http::string_body> parser;
  parser.body_limit(boost::none);
  boost::beast::flat_buffer buffer;
  bool is_read = false;
  http::async_read(stream, buffer, parser, [&](error_code error, std::size_t) { is_read = !error; });
  world.server.run_until([&] { return is_read; });
  CHECK(parser.get().body().size() == kMoreThanFits);
  CHECK(world.given == times);
}

TEST_CASE("a large piece goes out whole, though in several writes") {
  const std::string piece(1'000'001, 'x');
  RepeatingServer world({.piece = piece, .times = 2, .announced_bytes = 2 * piece.size()});
  const auto received = world.server.run(receive(world.server));
  CHECK_FALSE(received.error);
  CHECK(received.body == piece + piece);
}
