#pragma once

#include <string>
#include <vector>

#include "observer/accounts/integration_token.hpp"
#include "observer/accounts/invitation.hpp"
#include "observer/accounts/second_factor.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// The tables `integration_token`, `second_factor` and `invitation`. The connection's thread. See SqliteStore for the
// contracts.
[[nodiscard]] Done put_token(Connection& connection, const observer::IntegrationToken& token);
[[nodiscard]] Done remove_token(Connection& connection, const std::string& token_hash);
[[nodiscard]] Found<std::vector<observer::IntegrationToken>> all_tokens(Connection& connection);

[[nodiscard]] Done put_second_factor(Connection& connection, const observer::SecondFactor& factor);
[[nodiscard]] Done remove_second_factor(Connection& connection, const observer::AccountId& account_id);
[[nodiscard]] Found<std::vector<observer::SecondFactor>> all_second_factors(Connection& connection);

[[nodiscard]] Done put_invitation(Connection& connection, const observer::Invitation& invitation);
[[nodiscard]] Done remove_invitation(Connection& connection, const observer::AccountId& account_id);
[[nodiscard]] Found<std::vector<observer::Invitation>> all_invitations(Connection& connection);

}  // namespace regard::storage
