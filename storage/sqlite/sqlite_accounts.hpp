#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "observer/accounts/account.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// The tables `account` and `sign_in_session`: each function is one statement, prepared when it is called, for they are
// rare. The connection's thread. See SqliteStore for the contracts.
[[nodiscard]] Done put_account(Connection& connection, const observer::Account& account);
[[nodiscard]] Found<std::vector<observer::Account>> all_accounts(Connection& connection);
[[nodiscard]] Found<std::optional<observer::Account>> find_account(Connection& connection, const std::string& login);

[[nodiscard]] Done put_session(Connection& connection, const observer::SignInSession& session);
[[nodiscard]] Done remove_session(Connection& connection, const std::string& token_hash);
[[nodiscard]] Done remove_sessions_of(Connection& connection, const observer::AccountId& account_id,
                                      const std::string& but_token_hash);
[[nodiscard]] Done purge_expired_sessions(Connection& connection, std::int64_t now_wall_ns);
[[nodiscard]] Found<std::vector<observer::SignInSession>> all_sessions(Connection& connection);

}  // namespace regard::storage
