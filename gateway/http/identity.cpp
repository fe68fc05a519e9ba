#include "gateway/http/identity.hpp"

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {

namespace {

constexpr std::string_view kBearer = "Bearer ";

}  // namespace

bool has_token(const RequestHead& head) { return header(head, http::field::authorization).starts_with(kBearer); }

std::optional<Identity> identify(const RequestHead& head, const Cookie& cookie, const AccountDirectory& directory,
                                 std::int64_t now_wall_ns) {
  if (has_token(head)) {
    std::string token_hash = digest_token(header(head, http::field::authorization).substr(kBearer.size()));
    auto account = directory.by_token(token_hash, now_wall_ns);
    if (!account) return std::nullopt;
    const observer::Uuid token_id = directory.token_id(token_hash);
    return Identity{.account = *std::move(account), .credential_hash = std::move(token_hash), .token_id = token_id};
  }
  const std::string_view token = cookie.value_in(header(head, http::field::cookie));
  if (token.empty()) return std::nullopt;
  std::string token_hash = digest_token(token);
  const auto* account = directory.by_session(token_hash, now_wall_ns);
  if (account == nullptr) return std::nullopt;
  return Identity{.account = *account, .credential_hash = std::move(token_hash), .is_from_cookie = true};
}

}  // namespace regard::gateway
