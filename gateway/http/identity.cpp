#include "gateway/http/identity.hpp"

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {

std::optional<Identity> identify(const RequestHead& head, const Cookie& cookie, const AccountDirectory& directory,
                                 std::int64_t now_wall_ns) {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = header(head, http::field::authorization);
  if (authorization.starts_with(kBearer)) {
    std::string token_hash = digest_token(authorization.substr(kBearer.size()));
    auto account = directory.by_token(token_hash, now_wall_ns);
    if (!account) return std::nullopt;
    return Identity{*std::move(account), std::move(token_hash), false};
  }
  const std::string_view token = cookie.value_in(header(head, http::field::cookie));
  if (token.empty()) return std::nullopt;
  std::string token_hash = digest_token(token);
  const auto* account = directory.by_session(token_hash, now_wall_ns);
  if (account == nullptr) return std::nullopt;
  return Identity{*account, std::move(token_hash), true};
}

}  // namespace regard::gateway
