#include "gateway/accounts/totp.hpp"

#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

constexpr std::int64_t kStepNs = 30LL * 1'000'000'000;
constexpr std::size_t kDigits = 6;
constexpr std::uint32_t kModulus = 1'000'000;
constexpr std::size_t kRecoveryBytes = 10;
constexpr std::size_t kGroupChars = 4;

// RFC 4648, section 6; the lengths here need no padding.
std::string base32(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  constexpr unsigned kBits = 5;
  std::string text;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = buffer << 8U | byte;
    for (bits += 8; bits >= kBits; bits -= kBits) text += kAlphabet[buffer >> (bits - kBits) & 31U];
  }
  return text;
}

bool is_equal(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

// Without the spaces that people type between the digits.
std::string without_spaces(std::string_view code) {
  std::string digits(code);
  std::erase(digits, ' ');
  return digits;
}

}  // namespace

observer::TotpKey new_totp_key(observer::Random& random) {
  observer::TotpKey key{};
  random.fill(key);
  return key;
}

// RFC 4226, section 5.3.
std::string totp_code(const observer::TotpKey& key, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56U - 8U * i));
  }
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), mac.data(), &size);
  const std::size_t offset = mac[size - 1] & 15U;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8U | mac[offset + i];
  const std::string digits = std::to_string((number & 0x7FFF'FFFFU) % kModulus);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> step_of_code(const observer::TotpKey& key, std::string_view code, std::int64_t now_wall_ns,
                                         std::int64_t after_step) {
  const std::string digits = without_spaces(code);
  const std::int64_t now = now_wall_ns / kStepNs;
  for (std::int64_t step = std::max(now - 1, after_step + 1); step <= now + 1; ++step) {
    if (is_equal(digits, totp_code(key, step))) return step;
  }
  return std::nullopt;
}

std::string totp_secret(const observer::TotpKey& key) { return base32(key); }

std::string totp_uri(const observer::TotpKey& key, std::string_view login) {
  // Logins are of characters that stand in a URI as they are, but for these two.
  const auto escaped = [](char c) -> std::string {
    if (c == '@') return "%40";
    return c == '+' ? "%2B" : std::string(1, c);
  };
  std::string label;
  for (const char c : login) label += escaped(c);
  return "otpauth://totp/Regard:" + label + "?secret=" + totp_secret(key) + "&issuer=Regard";
}

std::string new_recovery_code(observer::Random& random) {
  std::array<std::uint8_t, kRecoveryBytes> bytes{};
  random.fill(bytes);
  std::string code = base32(bytes);
  for (std::size_t i = code.size() - kGroupChars; i > 0; i -= kGroupChars) code.insert(i, 1, '-');
  return code;
}

bool is_recovery_code(std::string_view code) { return without_spaces(code).size() > kDigits; }

std::string digest_recovery_code(std::string_view code) {
  std::string plain;
  for (const char c : code) {
    if (c == '-' || c == ' ') continue;
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return digest_token(plain);
}

std::optional<observer::SecondFactor> take_code(observer::SecondFactor factor, std::string_view code,
                                                std::int64_t now_wall_ns) {
  if (const auto step = step_of_code(factor.totp_key, code, now_wall_ns, factor.last_step)) {
    factor.last_step = *step;
    return factor;
  }
  // Looked up by digest: the time it takes tells nothing about the codes.
  if (std::erase(factor.recovery_hashes, digest_recovery_code(code)) > 0) return factor;
  return std::nullopt;
}

}  // namespace regard::gateway
