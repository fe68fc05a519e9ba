#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "gateway/live/use_window.hpp"
#include "regard/v1/person.pb.h"

namespace regard::gateway {

// What one account may use at a time: see limits.hpp. A program carries a whole site's contacts, a person their own.
struct Allowance {
  std::size_t connections = 0;
  std::size_t frames_a_second = 0;
  std::size_t bytes_a_second = 0;
};
[[nodiscard]] const Allowance& allowance_of(v1::Role role);

// Counts connections, and has a whole count them too. Shared by all that it counts: it lasts as long as they do.
class ConnectionCount {
 public:
  explicit ConnectionCount(std::shared_ptr<ConnectionCount> whole = {}) : whole_(std::move(whole)) {}
  void add() {
    ++count_;
    if (whole_) whole_->add();
  }
  void remove() {
    --count_;
    if (whole_) whole_->remove();
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  const std::shared_ptr<ConnectionCount> whole_;
  std::size_t count_ = 0;
};

// What one account uses of the server, over all its connections. Thread: the gateway's.
class AccountUse {
 public:
  // `whole`: the connections of all such accounts.
  explicit AccountUse(const Allowance& allowance, std::shared_ptr<ConnectionCount> whole = {});

  [[nodiscard]] bool has_place() const { return connections_.count() < max_connections_; }
  void connected() { connections_.add(); }
  void disconnected() { connections_.remove(); }
  [[nodiscard]] bool is_connected() const { return connections_.count() > 0; }

  // Whether another message is taken from one of its connections now, or later.
  [[nodiscard]] bool may_send(std::int64_t now_ns) const { return frames_.has_left(now_ns) && bytes_.has_left(now_ns); }
  void sent(std::size_t byte_count, std::int64_t now_ns) {
    frames_.use(1, now_ns);
    bytes_.use(byte_count, now_ns);
  }

 private:
  std::size_t max_connections_;
  ConnectionCount connections_;
  UseWindow frames_;
  UseWindow bytes_;
};

}  // namespace regard::gateway
