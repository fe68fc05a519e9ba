#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "observer/uuid.hpp"

namespace regard::observer {

// Of RFC 4226, section 4: the length of the hash.
inline constexpr std::size_t kTotpKeyBytes = 20;
using TotpKey = std::array<std::uint8_t, kTotpKeyBytes>;

// What somebody brings beside the password: codes of an application that shares a key (RFC 6238), or one of the codes
// that were noted for the day when it is lost.
struct SecondFactor {
  AccountId account_id;
  TotpKey totp_key{};
  // Of the newest code that was taken: none is taken twice (RFC 6238, section 5.2).
  std::int64_t last_step = 0;
  // BLAKE2b-256 of the recovery codes that are left, in hex.
  std::vector<std::string> recovery_hashes{};

  bool operator==(const SecondFactor&) const = default;
};

}  // namespace regard::observer
