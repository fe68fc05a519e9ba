#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/accounts/account_directory.hpp"
#include "regard/v1/api/administration.pb.h"

namespace regard::gateway {

// Who changes accounts, as the access trail names them.
struct Administrator {
  enum class Kind : std::uint8_t {
    // Who may run `regard-server account` on the machine: may do everything.
    machine_owner,
    organiser,
    // The account's own person, who has its invitation.
    invited
  };
  Kind kind = Kind::machine_owner;
  // Nil for the machine's owner.
  observer::AccountId account_id{};
  std::string login;
  // From where; of the machine's owner the user of the operating system.
  std::string address{};
};

// Why they may not do it, or not any more, in one sentence; nothing when they may. An organiser changes people's
// accounts, and of their own the name alone: so an organiser who can sign in is always left, whoever closes whom.
[[nodiscard]] std::optional<std::string> objection(const AccountDirectory& directory,
                                                   const v1::AdministrationRequest& request, const Administrator& by);

}  // namespace regard::gateway
