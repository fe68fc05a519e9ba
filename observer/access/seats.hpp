#pragma once

#include <vector>

#include "observer/uuid.hpp"

namespace regard::v1 {
class InterviewOpened;
}

namespace regard::observer {

// Who sits where in one interview. An id is nil where nobody does, or where the opening was erased.
struct Seats {
  AccountId candidate;
  AccountId role_player;
  std::vector<AccountId> assessors;

  [[nodiscard]] bool is_candidate(AccountId account) const { return !account.is_nil() && account == candidate; }
  [[nodiscard]] bool is_role_player(AccountId account) const { return !account.is_nil() && account == role_player; }
  [[nodiscard]] bool is_assessor(AccountId account) const;
};

[[nodiscard]] Seats seats_in(const v1::InterviewOpened& opened);

}  // namespace regard::observer
