#include "gateway/http/cookie.hpp"

#include <algorithm>

namespace regard::gateway {

std::string Cookie::set(std::string_view value, std::chrono::seconds lifetime) const {
  return name() + "=" + std::string(value) +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lifetime.count()) +
         (is_secure ? "; Secure" : "");
}

std::string_view Cookie::value_in(std::string_view cookies) const {
  const std::string wanted = name() + "=";
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    if (cookie.starts_with(wanted)) return cookie.substr(wanted.size());
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return {};
}

}  // namespace regard::gateway
