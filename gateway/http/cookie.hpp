#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace regard::gateway {

// A cookie of ours: no script reads it, and no other site makes a browser send it. Where people see HTTPS alone it has
// the prefix by which browsers know that it was set by this very host over HTTPS (RFC 6265bis, 4.1.3.2), so that no
// neighbour can plant one.
struct Cookie {
  std::string_view base_name;
  bool is_secure = false;

  [[nodiscard]] std::string name() const { return (is_secure ? "__Host-" : "") + std::string(base_name); }
  // The Set-Cookie field that gives it to a browser; a lifetime of nothing takes it away.
  [[nodiscard]] std::string set(std::string_view value, std::chrono::seconds lifetime) const;
  // The value in a Cookie field ("a=1; regard_session=...; b=2"); empty when it is not there.
  [[nodiscard]] std::string_view value_in(std::string_view cookies) const;
};

// Holds a sign-in session's token.
[[nodiscard]] constexpr Cookie session_cookie(bool is_secure) { return {"regard_session", is_secure}; }
// Says that somebody has signed in from this browser before: see accounts/known_devices.hpp.
[[nodiscard]] constexpr Cookie device_cookie(bool is_secure) { return {"regard_device", is_secure}; }

}  // namespace regard::gateway
