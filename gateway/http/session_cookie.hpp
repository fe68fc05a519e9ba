#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace regard::gateway {

// The cookie that holds a sign-in session's token. Where people see HTTPS alone it has the prefix by which browsers
// know that it was set by this very host over HTTPS (RFC 6265bis, 4.1.3.2), so that no neighbour can plant one.
struct SessionCookie {
  bool is_secure = false;

  [[nodiscard]] std::string_view name() const { return is_secure ? "__Host-regard_session" : "regard_session"; }
  // The Set-Cookie field that gives it to a browser; a lifetime of nothing takes it away.
  [[nodiscard]] std::string set(std::string_view token, std::chrono::seconds lifetime) const;
  // The token in a Cookie field ("a=1; regard_session=...; b=2"); empty when it is not there.
  [[nodiscard]] std::string_view token_in(std::string_view cookies) const;
};

}  // namespace regard::gateway
