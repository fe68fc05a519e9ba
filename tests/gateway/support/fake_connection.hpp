#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "gateway/transport/connection.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::tests {

// A socket in memory: what the handler sends lies in a queue until the test takes it.
class FakeConnection final : public gateway::Connection {
 public:
  struct Closing {
    gateway::CloseCode code;
    std::string reason;
  };

  void send(gateway::OutMessage message) override {
    if (closing) return;
    queued_bytes_ += message.bytes->size();
    queue_.push_back(std::move(message));
  }
  [[nodiscard]] std::size_t queued_bytes() const override { return queued_bytes_; }
  [[nodiscard]] std::size_t held_bytes() const override { return queued_bytes_ + unfinished_bytes; }
  void close(gateway::CloseCode code, std::string reason) override {
    if (!closing) closing = Closing{code, std::move(reason)};
  }
  void resume_reading() override { ++resume_count; }

  [[nodiscard]] bool has_message() const { return !queue_.empty(); }
  // The peer takes the oldest message.
  [[nodiscard]] gateway::OutMessage take() {
    gateway::OutMessage message = std::move(queue_.front());
    queue_.pop_front();
    queued_bytes_ -= message.bytes->size();
    return message;
  }

  std::optional<Closing> closing;
  // How often the handler has said that it can take a message again.
  int resume_count = 0;
  // Of a message that has no end yet.
  std::size_t unfinished_bytes = 0;

 private:
  std::deque<gateway::OutMessage> queue_;
  std::size_t queued_bytes_ = 0;
};

}  // namespace regard::tests
