#include "gateway/http/session_cookie.hpp"

#include <algorithm>

namespace regard::gateway {

std::string SessionCookie::set(std::string_view token, std::chrono::seconds lifetime) const {
  return std::string(name()) + "=" + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lifetime.count()) +
         (is_secure ? "; Secure" : "");
}

std::string_view SessionCookie::token_in(std::string_view cookies) const {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    if (cookie.starts_with(name()) && cookie.substr(name().size()).starts_with('=')) {
      return cookie.substr(name().size() + 1);
    }
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return {};
}

}  // namespace regard::gateway
