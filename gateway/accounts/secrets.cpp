#include "gateway/accounts/secrets.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace regard::gateway {
namespace {

constexpr std::size_t kTokenBytes = 32;

}  // namespace

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

std::expected<std::string, std::string> hash_password(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return std::unexpected("not enough memory to hash a password (64 MiB are needed)");
  }
  hash.resize(hash.find('\0'));
  return hash;
}

std::string new_token(observer::Random& random) {
  std::array<std::uint8_t, kTokenBytes> bytes{};
  random.fill(bytes);
  return to_hex(bytes);
}

std::string digest_token(std::string_view token) {
  std::array<std::uint8_t, crypto_generichash_BYTES> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                     nullptr, 0);
  return to_hex(digest);
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  if (bytes.size() > kPieceBytes) return randombytes_buf(bytes.data(), bytes.size());
  if (bytes.size() > kPieceBytes - used_bytes_) {
    std::array<std::uint8_t, randombytes_SEEDBYTES> seed{};
    randombytes_buf(seed.data(), seed.size());
    randombytes_buf_deterministic(piece_.data(), piece_.size(), seed.data());
    sodium_memzero(seed.data(), seed.size());
    used_bytes_ = 0;
  }
  const std::span<std::uint8_t> taken{piece_.data() + used_bytes_, bytes.size()};
  std::ranges::copy(taken, bytes.begin());
  sodium_memzero(taken.data(), taken.size());  // Nothing that was given out stays in memory.
  used_bytes_ += bytes.size();
}

}  // namespace regard::gateway
