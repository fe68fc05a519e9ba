#pragma once

#include <deque>
#include <optional>

#include "tests/gateway/support/live_world.hpp"

namespace regard::simulation {

// A client's connection over a network that delivers late, and loses whatever is under way when it is cut.
class Wire {
 public:
  Wire(tests::LiveServer& server, const observer::Account& account) : peer_(server, account) {}

  void send(v1::ClientFrame frame) { to_server_.push_back(std::move(frame)); }
  // The server gets the oldest frame, if it is reading and there is one.
  void deliver_one() {
    if (to_server_.empty() || !peer_.is_read_from() || is_closing()) return;
    peer_.send(to_server_.front());
    to_server_.pop_front();
  }
  // The client gets the oldest frame, if there is one.
  [[nodiscard]] std::optional<v1::ServerFrame> receive_one();
  [[nodiscard]] bool has_outgoing() const { return !to_server_.empty(); }
  [[nodiscard]] bool has_incoming() const { return peer_.connection.has_message(); }
  [[nodiscard]] bool is_closing() const { return peer_.connection.closing.has_value(); }

 private:
  tests::Peer peer_;
  std::deque<v1::ClientFrame> to_server_;
};

}  // namespace regard::simulation
