// The life of a server: its port, its connections and its stop.
#include "gateway/transport/server.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "gateway/http/resources/echo_handler.hpp"
#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("the port that is in use is named") {
  TestHandler handler;
  RunningServer first(handler);
  gateway::Server second(first.io, handler, {}, {});
  const auto listening = second.listen("127.0.0.1", first.endpoint().port());
  REQUIRE_FALSE(listening);
  CHECK(listening.error() == first.host() + " is in use by another program");
}

TEST_CASE("an address that is none is named") {
  TestHandler handler;
  RunningServer first(handler);
  gateway::Server second(first.io, handler, {}, {});
  CHECK(second.listen("localhost", 0).error() == "\"localhost\" is not an IP address");
}

TEST_CASE("a stop tells so once, waits until everything is drained, then closes every WebSocket with 1012") {
  TestHandler handler;
  handler.by_path["/echo"] = websocket<gateway::EchoHandler>(1024);
  int stops = 0;
  bool is_drained = false;
  RunningServer server(handler, {.on_stop = [&] { ++stops; }, .is_drained = [&] { return is_drained; }});
  auto one = open_websocket(server, {.path = "/echo", .subprotocol = ""});
  auto other = open_websocket(server, {.path = "/echo", .subprotocol = ""});
  server.server.stop();
  server.server.stop();
  write_message(server, *one.socket, "still there", true);
  CHECK(read_message(server, *one.socket) == "still there");
  CHECK(stops == 1);
  is_drained = true;
  CHECK(read_close(server, *one.socket) == 1012);
  CHECK(read_close(server, *other.socket) == 1012);
}

TEST_CASE("a connection that ends makes place for the next, however few there may be") {
  TestHandler handler;
  handler.by_path["/"] = text("here");
  boost::asio::io_context io{gateway::kConcurrencyHint};
  gateway::Server server(io, handler, {}, {.max_connections = 4});
  REQUIRE(server.listen("127.0.0.1", 0));
  server.start();
  for (int i = 0; i < 20; ++i) {
    boost::asio::ip::tcp::socket socket(io);
    socket.connect({boost::asio::ip::address_v4::loopback(), server.port()});
    boost::asio::write(socket, boost::asio::buffer(std::string_view("GET / HTTP/1.0\r\n\r\n")));
    std::string answer;
    bool is_over = false;
    boost::asio::async_read(socket, boost::asio::dynamic_buffer(answer),
                            [&](boost::system::error_code, std::size_t) { is_over = true; });
    while (!is_over) io.run_one();
    CHECK(answer.ends_with("here"));
  }
}

TEST_CASE("a stopped server takes no further connection") {
  TestHandler handler;
  RunningServer server(handler, {.is_drained = [] { return false; }});
  const auto endpoint = server.endpoint();
  server.server.stop();
  boost::asio::ip::tcp::socket socket(server.io);
  boost::system::error_code error;
  socket.connect(endpoint, error);
  CHECK(error == boost::asio::error::connection_refused);
}
