#include "gateway/http/identity.hpp"

#include <algorithm>

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

// The value of our cookie in "a=1; regard_session=...; b=2"; empty when it is not there.
std::string_view session_token(std::string_view cookies) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    if (cookie.starts_with(kSessionCookie) && cookie.substr(kSessionCookie.size()).starts_with('=')) {
      return cookie.substr(kSessionCookie.size() + 1);
    }
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return {};
}

}  // namespace

std::optional<Identity> identify(const RequestHead& head, const AccountDirectory& directory, std::int64_t now_wall_ns) {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = header(head, http::field::authorization);
  if (authorization.starts_with(kBearer)) {
    const auto* account = directory.by_integration_token(authorization.substr(kBearer.size()));
    if (account == nullptr) return std::nullopt;
    return Identity{*account, {}};
  }
  const std::string_view token = session_token(header(head, http::field::cookie));
  if (token.empty()) return std::nullopt;
  std::string token_hash = digest_token(token);
  const auto* account = directory.by_session(token_hash, now_wall_ns);
  if (account == nullptr) return std::nullopt;
  return Identity{*account, std::move(token_hash)};
}

bool has_own_origin(const RequestHead& head, const std::vector<std::string>& allowed_origins) {
  const std::string_view origin = header(head, http::field::origin);
  const std::string host{header(head, http::field::host)};
  return (!host.empty() && (origin == "http://" + host || origin == "https://" + host)) ||
         std::ranges::find(allowed_origins, origin) != allowed_origins.end();
}

}  // namespace regard::gateway
