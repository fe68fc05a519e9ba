#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "observer/uuid.hpp"

namespace regard::observer {

// What an integration may do with one of its tokens; what its role allows at most.
struct TokenScope {
  // It sees, and writes to, those interviews alone that its account has opened.
  bool own_interviews_only = false;
  // It may write what the candidate says and does, who is a real person.
  bool speaks_for_candidate = false;
  // The kinds of event that it may publish, by their names in the schema ("spoken_turn"); empty: all.
  std::vector<std::string> kinds{};

  bool operator==(const TokenScope&) const = default;
};

// By what an integration signs in. An account has several, so that one follows another without a gap.
struct IntegrationToken {
  // BLAKE2b-256 of the token, in hex: a token is random, so a slow hash would protect nothing.
  std::string token_hash;
  AccountId account_id;
  // By what its owner knows it: an id, and where it is used.
  Uuid token_id{};
  std::string name;
  std::int64_t created_wall_ns = 0;
  // 0: never.
  std::int64_t expires_wall_ns = 0;
  TokenScope scope{};

  [[nodiscard]] bool is_over(std::int64_t now_wall_ns) const {
    return expires_wall_ns != 0 && expires_wall_ns <= now_wall_ns;
  }
  bool operator==(const IntegrationToken&) const = default;
};

}  // namespace regard::observer
