// A WebSocket whose peer or handler does not make it easy, on a real socket stepped by hand.
#include "gateway/transport/websocket_connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/http.hpp>
#include <catch2/catch.hpp>

#include "gateway/transport/limits.hpp"

using namespace regard::gateway;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

// More than the kernel takes for a socket that nobody reads.
constexpr std::size_t kMoreThanFits = std::size_t{32} * 1024 * 1024;

class Handler final : public ConnectionHandler {
 public:
  void on_open(Connection& opened) override { connection = &opened; }
  [[nodiscard]] bool can_take_message() const override { return !is_heard; }
  void on_message(std::string_view, bool) override { is_heard = true; }
  void on_sent() override { ++sent_count; }
  void on_closed() override { is_closed = true; }

  Connection* connection = nullptr;
  int sent_count = 0;
  bool is_heard = false;
  bool is_closed = false;
};

using Socket = websocket::stream<TcpSocket>;

// One connection, with the handler at its one end and a client at the other.
class Pair {
 public:
  Pair() {
    asio::ip::tcp::acceptor acceptor{io_, {asio::ip::address_v4::loopback(), 0}};
    client.next_layer().connect(acceptor.local_endpoint());
    TcpSocket accepted{io_.get_executor()};
    acceptor.accept(accepted);
    asio::co_spawn(io_, serve(std::move(accepted), handler), asio::detached);
    client.async_handshake("localhost", "/", [](error_code error) { REQUIRE_FALSE(error); });
    run_until([this] { return handler->connection != nullptr && client.is_open(); });
  }

  // Gives up long before the silence of a socket would end it.
  void run_until(const std::function<bool()>& is_done) {
    const auto give_up = std::chrono::steady_clock::now() + limits::kSocketIdle / 2;
    while (!is_done()) {
      if (std::chrono::steady_clock::now() > give_up) FAIL("what the test waits for does not happen");
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(20));
    }
  }
  void send_from_handler(std::size_t byte_count) {
    handler->connection->send({std::make_shared<const std::string>(byte_count, 'x'), false});
  }
  void send_from_client() {
    client.async_write(asio::buffer("hello", 5), [](error_code, std::size_t) {});
  }
  // From then on it would rather wait.
  void let_handler_hear() {
    send_from_client();
    run_until([this] { return handler->is_heard; });
  }
  // The client takes everything, up to the end of the connection.
  void read_on() {
    client.async_read(taken_, [this](error_code error, std::size_t) {
      taken_.clear();
      if (!error) read_on();
    });
  }

 private:
  static Awaitable<void> serve(TcpSocket socket, std::shared_ptr<Handler> handler) {
    beast::flat_buffer buffer;
    http::request<http::empty_body> upgrade;
    co_await http::async_read(socket, buffer, upgrade, use_awaitable);
    constexpr std::size_t kMaxMessageBytes = 1024;
    auto connection = std::make_shared<WebsocketConnection>(Stream{std::move(socket)}, std::move(handler),
                                                            WebsocketOptions{kMaxMessageBytes, {}});
    co_await connection->run(std::move(upgrade.base()));
  }

  asio::io_context io_{kConcurrencyHint};
  beast::flat_buffer taken_;

 public:
  Socket client{io_.get_executor()};
  std::shared_ptr<Handler> handler = std::make_shared<Handler>();
};

}  // namespace

TEST_CASE("a peer that goes away while it is not read from ends the connection at once") {
  Pair pair;
  pair.send_from_handler(kMoreThanFits);
  pair.let_handler_hear();
  pair.client.next_layer().set_option(asio::socket_base::linger(true, 0));  // Gone without a farewell.
  pair.client.next_layer().close();
  pair.run_until([&] { return pair.handler->is_closed; });
}

TEST_CASE("a connection that is closing reads to the end, though its handler would rather wait") {
  Pair pair;
  pair.let_handler_hear();
  pair.send_from_handler(kMoreThanFits);
  pair.handler->connection->close(CloseCode::try_again_later, "too slow");
  pair.send_from_client();
  pair.read_on();
  pair.run_until([&] { return pair.handler->is_closed; });
}

TEST_CASE("a connection whose peer reads nothing, not even the closing, ends at the deadline") {
  Pair pair;
  pair.send_from_handler(kMoreThanFits);
  pair.handler->connection->close(CloseCode::try_again_later, "too slow");
  pair.run_until([&] { return pair.handler->is_closed; });
}

TEST_CASE("what the peer has taken waits no longer") {
  Pair pair;
  pair.send_from_handler(100);
  pair.send_from_handler(200);
  CHECK(pair.handler->connection->queued_bytes() == 300);
  pair.run_until([&] { return pair.handler->sent_count == 2; });
  CHECK(pair.handler->connection->queued_bytes() == 0);
}

TEST_CASE("a long reason is cut between two characters") {
  Pair pair;
  std::string reason = "x";
  for (int i = 0; i < 40; ++i) reason += "€";  // 121 bytes; 123 are allowed.
  pair.handler->connection->close(CloseCode::internal_error, reason + "€€€");
  pair.read_on();
  pair.run_until([&] { return pair.handler->is_closed; });
  CHECK(pair.client.reason().reason == reason.c_str());
}
