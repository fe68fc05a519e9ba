#pragma once

#include <cstddef>
#include <cstdint>

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

// What one account uses of the server, over all its connections. Thread: the gateway's.
class AccountUse {
 public:
  explicit AccountUse(const Allowance& allowance);

  [[nodiscard]] bool has_place() const { return connection_count_ < max_connections_; }
  void connected() { ++connection_count_; }
  void disconnected() { --connection_count_; }
  [[nodiscard]] bool is_connected() const { return connection_count_ > 0; }

  // Whether another message is taken from one of its connections now, or later.
  [[nodiscard]] bool may_send(std::int64_t now_ns) const { return frames_.has_left(now_ns) && bytes_.has_left(now_ns); }
  void sent(std::size_t byte_count, std::int64_t now_ns) {
    frames_.use(1, now_ns);
    bytes_.use(byte_count, now_ns);
  }

 private:
  std::size_t max_connections_;
  std::size_t connection_count_ = 0;
  UseWindow frames_;
  UseWindow bytes_;
};

}  // namespace regard::gateway
