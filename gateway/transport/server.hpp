#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <expected>
#include <string>

#include "gateway/http/site.hpp"
#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// Listens, serves every connection from `site`, and stops without losing anything. Thread: the gateway's.
class Server {
 public:
  // Both must outlive the server.
  Server(boost::asio::io_context& io, Site& site);

  // Begins to listen. The error is one sentence for the IT team: the port is in use, the address is not this machine's.
  // Port 0 lets the system choose: see port().
  [[nodiscard]] std::expected<void, std::string> listen(const std::string& address, std::uint16_t port);
  [[nodiscard]] std::uint16_t port() const;

  // Accepts and watches deadlines until stop(); run the io_context after this.
  void start();
  // Stops accepting, refuses new events, waits until the accepted ones are on disk and acknowledged, closes all
  // WebSockets with 1012, then stops the io_context. Idempotent.
  void stop();

 private:
  Awaitable<void> accept_all();
  Awaitable<void> serve(TcpSocket socket);
  Awaitable<void> watch_deadlines();
  Awaitable<void> drain_and_close();

  boost::asio::io_context& io_;
  Site& site_;
  boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor> acceptor_;
  std::size_t connection_count_ = 0;
  bool is_stopping_ = false;
};

}  // namespace regard::gateway
