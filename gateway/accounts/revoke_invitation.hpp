#pragma once

#include <optional>

#include "gateway/accounts/account_directory.hpp"
#include "observer/ports/account_store.hpp"

namespace regard::gateway {

// Ends the account's invitation at once. What is asked of the store afterwards is on disk only if the end is too. Gives
// what has been ended, to be put back when the change that ended it fails; nothing when there was none.
[[nodiscard]] inline std::optional<observer::Invitation> revoke_invitation(AccountDirectory& directory,
                                                                           observer::AccountStore& store,
                                                                           observer::AccountId account_id) {
  auto revoked = directory.take_invitation(account_id);
  if (revoked) store.remove_invitation(account_id, [](const auto&) {});
  return revoked;
}

}  // namespace regard::gateway
