#pragma once

#include <sys/types.h>

#include <string>

#include "gateway/accounts/administrator.hpp"

namespace regard::gateway {

// Whoever has run a command that changes accounts: in the access trail the user of the operating system stands where
// otherwise an address does.
[[nodiscard]] inline Administrator machine_owner(uid_t user_id) {
  return {.kind = Administrator::Kind::machine_owner,
          .login = "administrator",
          .address = "uid " + std::to_string(user_id)};
}

}  // namespace regard::gateway
