#pragma once

#include <array>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "observer/ports/random.hpp"

// Passwords and tokens, through libsodium. Call sodium_init() once before (main does).
namespace regard::gateway {

// argon2id with libsodium's "interactive" cost: about 0.1 s and 64 MiB. The error is lack of memory.
[[nodiscard]] std::expected<std::string, std::string> hash_password(std::string_view password);

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

// 256 random bits, as 64 hexadecimal digits.
[[nodiscard]] std::string new_token(observer::Random& random);
// BLAKE2b-256 in hexadecimal: what is kept of a token.
[[nodiscard]] std::string digest_token(std::string_view token);

// The system's randomness, stretched with ChaCha20 from a fresh seed for each piece: an event needs a few bytes, and
// each fetch is a system call. One thread at a time.
class SystemRandom final : public observer::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  static constexpr std::size_t kPieceBytes = 4096;
  std::array<std::uint8_t, kPieceBytes> piece_{};
  std::size_t used_bytes_ = kPieceBytes;
};

}  // namespace regard::gateway
