#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

// One TCP connection to 127.0.0.1 with TCP_NODELAY, and the peer that speaks on it.
class Connection {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Connection>, Failure> open(std::uint16_t port,
                                                                                std::unique_ptr<Peer> peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Reads once what has arrived, and sends what the peer answers.
  [[nodiscard]] std::expected<Heard, Failure> receive();
  void add_event(std::string_view payload) { peer_->add_event(payload, out_); }
  // Sends the events added since the last time.
  [[nodiscard]] std::expected<void, Failure> end_turn();

  [[nodiscard]] int file_descriptor() const { return socket_; }

 private:
  Connection(int socket, std::unique_ptr<Peer> peer) : socket_(socket), peer_(std::move(peer)) {}
  [[nodiscard]] std::expected<void, Failure> send_all();

  int socket_;
  std::unique_ptr<Peer> peer_;
  std::string in_;
  std::string out_;
};

}  // namespace regard::bench
