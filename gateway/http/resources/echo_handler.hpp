#pragma once

#include "gateway/transport/connection.hpp"

namespace regard::gateway {

// Sends every message back as it came: shows the transport alone to conformance suites.
class EchoHandler final : public ConnectionHandler {
 public:
  void on_open(Connection& connection) override { connection_ = &connection; }
  // A peer that does not read its echoes is not read from.
  [[nodiscard]] bool can_take_message() const override { return connection_->queued_bytes() == 0; }
  void on_message(std::string_view bytes, bool is_text) override {
    connection_->send({std::make_shared<const std::string>(bytes), is_text});
  }
  void on_sent() override { connection_->resume_reading(); }
  void on_closed() override {}

 private:
  Connection* connection_ = nullptr;
};

}  // namespace regard::gateway
