#include "gateway/accounts/known_devices.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <fstream>

#include "gateway/accounts/limits.hpp"

namespace regard::gateway {
namespace {

static_assert(KnownDevices::kKeyBytes == crypto_auth_KEYBYTES);

constexpr std::int64_t kNsASecond = 1'000'000'000;

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

std::string KnownDevices::token_for(const observer::Account& account, std::int64_t now_wall_ns) const {
  const std::int64_t lifetime_s = std::chrono::seconds(limits::kKnownDeviceLifetime).count();
  const std::string end_wall_s = std::to_string(now_wall_ns / kNsASecond + lifetime_s);
  return end_wall_s + "." + sign(account, end_wall_s);
}

bool KnownDevices::is_known(std::string_view token, const observer::Account& account, std::int64_t now_wall_ns) const {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view end = token.substr(0, dot);
  std::int64_t end_wall_s = 0;
  const auto [rest, error] = std::from_chars(end.data(), end.data() + end.size(), end_wall_s);
  if (error != std::errc{} || rest != end.data() + end.size() || end_wall_s <= now_wall_ns / kNsASecond) return false;
  const std::string expected = sign(account, end);
  const std::string_view given = token.substr(dot + 1);
  return given.size() == expected.size() && sodium_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

std::string KnownDevices::sign(const observer::Account& account, std::string_view end_wall_s) const {
  const std::string signed_text =
      account.account_id.to_string() + " " + std::string(end_wall_s) + " " + account.secret_hash;
  std::array<std::uint8_t, crypto_auth_BYTES> mac{};
  crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), key_.data());
  std::string hex(mac.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  hex.pop_back();
  return hex;
}

}  // namespace regard::gateway
