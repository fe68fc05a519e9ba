#include "gateway/commands/store_accounts.hpp"

#include <utility>

namespace regard::gateway {

std::expected<AccountDirectory, observer::StoreFailure> load_accounts(storage::WritingEngine& store) {
  auto accounts = store.accounts();
  if (!accounts) return std::unexpected(std::move(accounts.error()));
  auto sessions = store.sessions();
  if (!sessions) return std::unexpected(std::move(sessions.error()));
  return AccountDirectory{*std::move(accounts), *std::move(sessions)};
}

}  // namespace regard::gateway
