#pragma once

#include <set>
#include <vector>

#include "observer/event.hpp"

namespace regard::v1 {
class InterviewOpened;
}

namespace regard::observer {

// Who sits where in one interview. An id is nil where nobody does, or where the opening was erased.
struct Seats {
  AccountId candidate;
  AccountId role_player;
  std::vector<AccountId> assessors{};
  // The program that opened the interview; nil when a person did.
  AccountId integration{};

  [[nodiscard]] bool is_candidate(AccountId account) const { return !account.is_nil() && account == candidate; }
  [[nodiscard]] bool is_role_player(AccountId account) const { return !account.is_nil() && account == role_player; }
  [[nodiscard]] bool is_assessor(AccountId account) const;
  [[nodiscard]] bool is_integration(AccountId account) const { return !account.is_nil() && account == integration; }
};

// In whose lists the interview stands: those who sit in it, and the program that opened it.
[[nodiscard]] std::set<AccountId> accounts_in(const Seats& seats);

[[nodiscard]] Seats seats_in(const v1::InterviewOpened& opened, const Author& author);

}  // namespace regard::observer
