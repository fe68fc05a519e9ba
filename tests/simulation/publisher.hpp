#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/wire.hpp"

namespace regard::simulation {

// A client that publishes to one recording, as protocol and sense demand: it numbers its events, sends several without
// waiting, keeps them until they are acknowledged, and after a cut sends again from the first that is not.
class Publisher {
 public:
  using MakeBody = std::function<v1::EventBody(std::uint64_t client_seq)>;
  Publisher(observer::Account account, std::string recording_id, std::string client_id, MakeBody make_body);

  void connect(tests::LiveServer& server);
  void cut() { wire_.reset(); }
  [[nodiscard]] bool is_connected() const { return wire_ != nullptr; }
  [[nodiscard]] Wire& wire() { return *wire_; }

  void make_event();
  void send_next();
  void receive_one();

  // Events made so far, by client_seq - 1.
  [[nodiscard]] const std::vector<v1::EventBody>& made() const { return made_; }
  [[nodiscard]] std::uint64_t acknowledged_seq() const { return acknowledged_seq_; }
  [[nodiscard]] bool is_done() const { return acknowledged_seq_ == made_.size(); }
  [[nodiscard]] const std::string& recording_id() const { return recording_id_; }
  [[nodiscard]] const std::string& client_id() const { return client_id_; }

 private:
  observer::Account account_;
  std::string recording_id_;
  std::string client_id_;
  MakeBody make_body_;
  std::vector<v1::EventBody> made_;
  std::uint64_t acknowledged_seq_ = 0;
  // On this connection, and on any.
  std::uint64_t sent_seq_ = 0;
  std::uint64_t ever_sent_seq_ = 0;
  std::unique_ptr<Wire> wire_;
};

}  // namespace regard::simulation
