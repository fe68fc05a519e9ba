#include "gateway/commands/store_accounts.hpp"

#include <utility>

namespace regard::gateway {

std::expected<AccountDirectory, observer::StoreFailure> load_accounts(storage::WritingEngine& store) {
  auto accounts = store.accounts();
  if (!accounts) return std::unexpected(std::move(accounts.error()));
  auto sessions = store.sessions();
  if (!sessions) return std::unexpected(std::move(sessions.error()));
  auto tokens = store.tokens();
  if (!tokens) return std::unexpected(std::move(tokens.error()));
  auto second_factors = store.second_factors();
  if (!second_factors) return std::unexpected(std::move(second_factors.error()));
  auto invitations = store.invitations();
  if (!invitations) return std::unexpected(std::move(invitations.error()));
  return AccountDirectory{{*std::move(accounts), *std::move(sessions), *std::move(tokens), *std::move(second_factors),
                           *std::move(invitations)}};
}

}  // namespace regard::gateway
