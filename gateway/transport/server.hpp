#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <deque>
#include <expected>
#include <functional>
#include <string>
#include <unordered_set>

#include "gateway/transport/coroutine.hpp"
#include "gateway/transport/handshake_turns.hpp"
#include "gateway/transport/http_message.hpp"
#include "gateway/transport/limits.hpp"
#include "gateway/transport/lobby.hpp"
#include "gateway/transport/stream.hpp"
#include "gateway/transport/tls_certificate.hpp"
#include "gateway/transport/trusted_proxies.hpp"

namespace regard::gateway {

class WebsocketConnection;

// Listens, serves every connection from `handler`, and stops without losing anything. Thread: the gateway's.
class Server {
 public:
  // What the server's life means to those behind the handler.
  struct Hooks {
    // Called about once a second, for deadlines.
    std::function<void()> on_tick = [] {};
    // The server stops: from now on nothing new is to be accepted from the connections, which are still open.
    std::function<void()> on_stop = [] {};
    // Whether everything accepted is done with, and the answers are on their way. Asked from on_stop() on.
    std::function<bool()> is_drained = [] { return true; };
  };
  struct Options {
    // What the process may have open at once.
    std::size_t max_connections = limits::kMaxConnections;
    TrustedProxies proxies{};
    // Null: HTTP in the clear. It must outlive the server.
    TlsCertificate* certificate = nullptr;
  };
  // How many of these its handlers may let become WebSockets: the others are the lobby's, whoever has come in.
  [[nodiscard]] static std::size_t max_websockets(std::size_t max_connections) {
    return max_connections - max_connections / limits::kLobbyShare;
  }

  // `io` and `handler` must outlive the server.
  Server(boost::asio::io_context& io, HttpHandler& handler, Hooks hooks, Options options);
  ~Server() { handshakes_->end(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Begins to listen. The error is one sentence for the IT team: the port is in use, the address is not this machine's.
  // Port 0 lets the system choose: see port().
  [[nodiscard]] std::expected<void, std::string> listen(const std::string& address, std::uint16_t port);
  // A further port, in the clear whatever the certificate, with a handler of its own, which must outlive the server.
  [[nodiscard]] std::expected<void, std::string> listen_in_the_clear(const std::string& address, std::uint16_t port,
                                                                     HttpHandler& handler);
  // Of each listen(), in their order.
  [[nodiscard]] std::uint16_t port(std::size_t index = 0) const;

  // Accepts and watches deadlines until stop(); run the io_context after this.
  void start();
  // Stops accepting, waits until what was accepted is drained, closes all WebSockets with 1012 behind what is queued
  // for them, then stops the io_context; it waits for each no longer than limits.hpp says. Idempotent.
  void stop();

 private:
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
  struct Listener {
    Acceptor acceptor;
    HttpHandler& handler;
    TlsCertificate* certificate = nullptr;

    [[nodiscard]] Stream open(TcpSocket socket) const;
  };

  [[nodiscard]] std::expected<void, std::string> add(const std::string& address, std::uint16_t port, Listener listener);
  Awaitable<void> accept_all(Listener* listener);
  Awaitable<void> serve(TcpSocket socket, const Listener* listener);
  Awaitable<void> watch_deadlines();
  Awaitable<void> drain_and_close();
  void close_websockets();

  boost::asio::io_context& io_;
  HttpHandler& handler_;
  Hooks hooks_;
  const Options options_;
  std::deque<Listener> listeners_;
  const std::shared_ptr<Lobby> lobby_;
  const std::shared_ptr<HandshakeTurns> handshakes_;
  std::unordered_set<WebsocketConnection*> websockets_;
  std::size_t connection_count_ = 0;
  bool is_stopping_ = false;
};

}  // namespace regard::gateway
