#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

inline constexpr std::string_view kSessionCookie = "regard_session";

// Whoever sent a request.
struct Identity {
  observer::Account account;
  // Digest of the cookie's token; empty when the request came with an integration token.
  std::string token_hash;
};

// From the session cookie, or an "Authorization: Bearer" integration token; nothing when neither is good.
[[nodiscard]] std::optional<Identity> identify(const RequestHead& head, const AccountDirectory& directory,
                                               std::int64_t now_wall_ns);

// Whether a browser sent the request from one of our own pages: the Origin header names this very host, or one of
// `allowed_origins` ("https://regard.example.org", for a server behind a proxy).
[[nodiscard]] bool has_own_origin(const RequestHead& head, const std::vector<std::string>& allowed_origins);

}  // namespace regard::gateway
