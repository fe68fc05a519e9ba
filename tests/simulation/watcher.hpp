#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/wire.hpp"

namespace regard::simulation {

// A client that follows one recording, checks that it gets each event once and in sequence, and resumes from its
// cursor.
class Watcher {
 public:
  // `secret`: words that this account must never receive; empty for none.
  Watcher(observer::Account account, std::string recording_id, std::string secret = {});

  void connect(tests::LiveServer& server);
  void cut() { wire_.reset(); }
  [[nodiscard]] bool is_connected() const { return wire_ != nullptr; }
  [[nodiscard]] Wire& wire() { return *wire_; }
  void receive_one();
  // Whether there is something that it must not see.
  [[nodiscard]] bool is_barred() const { return !secret_.empty(); }
  // Asks for a recording that it must not see.
  void spy_on(const std::string& recording_id) { wire_->send(tests::subscribe(recording_id)); }

  [[nodiscard]] const std::string& recording_id() const { return recording_id_; }
  // Each event as it came, serialised.
  [[nodiscard]] const std::vector<std::string>& seen() const { return seen_; }

 private:
  void take(const v1::EventBatch& batch);

  observer::Account account_;
  std::string recording_id_;
  std::string secret_;
  std::vector<std::string> seen_;
  std::unique_ptr<Wire> wire_;
};

}  // namespace regard::simulation
