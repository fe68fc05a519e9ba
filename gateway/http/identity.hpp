#pragma once

#include <optional>
#include <string>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/http/cookie.hpp"
#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

// Whoever sent a request.
struct Identity {
  observer::Account account;
  // Digest of the cookie's value, or of the integration's token.
  std::string credential_hash;
  // A browser sends it by itself, whatever page asks.
  bool is_from_cookie = false;
  // The account's role requires a second factor, and it has none yet.
  bool owes_second_factor = false;
  // Of an integration.
  observer::Uuid token_id{};
};

// Whether the request says that it is from a program.
[[nodiscard]] bool has_token(const RequestHead& head);

// From the session cookie, or an "Authorization: Bearer" integration token; nothing when neither is good.
[[nodiscard]] std::optional<Identity> identify(const RequestHead& head, const Cookie& cookie,
                                               const AccountDirectory& directory, std::int64_t now_wall_ns);

}  // namespace regard::gateway
