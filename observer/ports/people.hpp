#pragma once

#include <string_view>

#include "observer/accounts/account.hpp"

namespace regard::observer {

// The port through which accounts are found; the gateway's account directory fills it. Thread: its owner's.
class People {
 public:
  virtual ~People() = default;
  // Null when there is none. Valid until the directory changes.
  [[nodiscard]] virtual const Account* by_id(AccountId id) const = 0;
  [[nodiscard]] virtual const Account* by_login(std::string_view login) const = 0;
};

}  // namespace regard::observer
