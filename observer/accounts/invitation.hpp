#pragma once

#include <cstdint>
#include <string>

#include "observer/uuid.hpp"

namespace regard::observer {

// A link, good once and for a limited time, by which somebody sets the password of an account. An account has one at
// most: another takes its place.
struct Invitation {
  AccountId account_id;
  // BLAKE2b-256 of the link's token, in hex: a stolen database sets no password.
  std::string token_hash;
  std::int64_t expires_wall_ns = 0;

  [[nodiscard]] bool is_over(std::int64_t now_wall_ns) const { return expires_wall_ns <= now_wall_ns; }
  bool operator==(const Invitation&) const = default;
};

}  // namespace regard::observer
