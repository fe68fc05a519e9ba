#pragma once

#include "observer/access/seats.hpp"
#include "observer/accounts/account.hpp"

// Who may see and do what, as far as seats, roles and the seal decide; what a role may publish stands in
// recordings/kind_table.cpp. Every rule of access is here, and tests/observer/access enumerates them.
namespace regard::observer {

// Somebody who asks.
struct Reader {
  AccountId account_id;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  // An integration whose token is for the interviews alone that it has opened.
  bool sees_own_alone = false;
};
[[nodiscard]] inline Reader reader_of(const Account& account) {
  return {account.account_id, account.role, account.scope && account.scope->own_interviews_only};
}

[[nodiscard]] bool may_read_conversation(const Seats& seats, Reader reader);

// The seal: until the interview is unsealed its assessor alone reads a marking; then the interview's other assessors,
// quality managers and organisers too. A candidate never reads marks.
[[nodiscard]] bool may_read_marking(const Seats& seats, bool is_sealed, AccountId assessor_id, Reader reader);

// Who has finished marking, without any mark: an assessor learns it of nobody but themselves until the seal is lifted.
[[nodiscard]] bool may_know_who_has_finished(Reader reader);

// What the role-player plays; never the candidate.
[[nodiscard]] bool may_read_brief(const Seats& seats, Reader reader);

// Whether somebody may tell the others in a conversation what is not journaled: that they are typing, what they have
// seen.
[[nodiscard]] bool may_signal(const Seats& seats, Reader reader);

// Who may see who else has an account, to invite them.
[[nodiscard]] bool may_see_people(v1::Role role);

// Who sees every interview; the others see those that they sit in, or have opened as an integration.
[[nodiscard]] bool sees_every_interview(Reader reader);

}  // namespace regard::observer
