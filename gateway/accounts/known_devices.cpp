#include "gateway/accounts/known_devices.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <fstream>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

static_assert(KnownDevices::kKeyBytes == crypto_auth_KEYBYTES);

constexpr std::int64_t kNsASecond = 1'000'000'000;
constexpr std::size_t kDeviceBytes = 8;

}  // namespace

std::expected<KnownDevices, std::string> KnownDevices::load(const std::filesystem::path& path) {
  Key key{};
  std::ifstream file(path, std::ios::binary);
  if (file.read(reinterpret_cast<char*>(key.data()), key.size())) return KnownDevices{key};
  if (std::filesystem::exists(path)) return std::unexpected(path.string() + " cannot be read, or is no key: remove it");
  randombytes_buf(key.data(), key.size());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const bool is_written = fd >= 0 && ::write(fd, key.data(), key.size()) == static_cast<ssize_t>(key.size());
  if (fd >= 0) ::close(fd);
  if (!is_written) return std::unexpected(path.string() + " cannot be written");
  return KnownDevices{key};
}

std::string KnownDevices::token_for(const Owner& owner, std::int64_t now_wall_ns) const {
  const std::int64_t lifetime_s = std::chrono::seconds(limits::kKnownDeviceLifetime).count();
  std::array<std::uint8_t, kDeviceBytes> device{};
  randombytes_buf(device.data(), device.size());
  const std::string terms = std::to_string(now_wall_ns / kNsASecond + lifetime_s) + "." + to_hex(device);
  return terms + "." + sign(owner, terms);
}

std::optional<std::string> KnownDevices::device_of(std::string_view token, const Owner& owner,
                                                   std::int64_t now_wall_ns) const {
  const std::size_t last_dot = token.rfind('.');
  const std::size_t first_dot = token.find('.');
  if (first_dot == last_dot) return std::nullopt;
  const std::string_view terms = token.substr(0, last_dot);
  const std::string expected = sign(owner, terms);
  const std::string_view given = token.substr(last_dot + 1);
  const bool is_ours =
      given.size() == expected.size() && sodium_memcmp(given.data(), expected.data(), expected.size()) == 0;
  if (!is_ours) return std::nullopt;
  std::int64_t end_wall_s = 0;
  const std::string_view end = terms.substr(0, first_dot);
  std::from_chars(end.begin(), end.end(), end_wall_s);
  if (end_wall_s <= now_wall_ns / kNsASecond) return std::nullopt;
  return std::string(terms.substr(first_dot + 1));
}

std::string KnownDevices::sign(const Owner& owner, std::string_view terms) const {
  const std::string factor = owner.second_factor == nullptr ? "" : to_hex(owner.second_factor->totp_key);
  const std::string signed_text =
      owner.account.account_id.to_string() + " " + std::string(terms) + " " + owner.account.secret_hash + " " + factor;
  std::array<std::uint8_t, crypto_auth_BYTES> mac{};
  crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), key_.data());
  return to_hex(mac);
}

}  // namespace regard::gateway
