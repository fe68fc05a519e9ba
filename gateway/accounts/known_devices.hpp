#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "observer/accounts/account.hpp"
#include "observer/accounts/second_factor.hpp"

namespace regard::gateway {

// Tells a browser from which somebody has signed in before from a stranger's: whoever guesses passwords, from wherever,
// does not keep out whoever has such a browser. Nothing is kept: what the browser holds is signed with a key of the
// server's (HMAC-SHA-512-256), over the account, its password and second factor, the browser's own number and the time
// at which it ends. So another password or second factor makes strangers of all browsers, and whoever guesses at one of
// them leaves the others alone.
class KnownDevices {
 public:
  static constexpr std::size_t kKeyBytes = 32;
  using Key = std::array<std::uint8_t, kKeyBytes>;
  explicit KnownDevices(const Key& key) : key_(key) {}

  // The key in the file; a new one, when it is not there. The error is one sentence.
  [[nodiscard]] static std::expected<KnownDevices, std::string> load(const std::filesystem::path& path);

  struct Owner {
    const observer::Account& account;
    // Null when the account has none.
    const observer::SecondFactor* second_factor = nullptr;
  };
  // What a browser is given from which the account has signed in.
  [[nodiscard]] std::string token_for(const Owner& owner, std::int64_t now_wall_ns) const;
  // The browser's number; nothing when it is not known.
  [[nodiscard]] std::optional<std::string> device_of(std::string_view token, const Owner& owner,
                                                     std::int64_t now_wall_ns) const;

 private:
  // `terms`: the end and the number, as the browser holds them.
  [[nodiscard]] std::string sign(const Owner& owner, std::string_view terms) const;

  Key key_;
};

}  // namespace regard::gateway
