#pragma once

#include <algorithm>
#include <vector>

#include "gateway/accounts/account_directory.hpp"

namespace regard::gateway {

// Which roles need a second factor. Thread: the gateway's.
struct SecondFactorRule {
  // Must outlive the rule.
  const AccountDirectory& directory;
  std::vector<v1::Role> roles{};

  // Whether the account needs one, and has none yet.
  [[nodiscard]] bool is_due(const observer::Account& account) const {
    return std::ranges::find(roles, account.role) != roles.end() &&
           directory.second_factor_of(account.account_id) == nullptr;
  }
};

}  // namespace regard::gateway
