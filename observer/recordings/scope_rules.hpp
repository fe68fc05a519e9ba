#pragma once

#include "observer/access/seats.hpp"
#include "observer/accounts/account.hpp"
#include "observer/kinds/kind.hpp"
#include "observer/refusal.hpp"

namespace regard::observer {

// Refuses what the account's role would allow and the token that it came with does not: a kind of event, words of the
// candidate, another's interview. `seats` are those of the interview; null when the body opens it.
[[nodiscard]] MaybeRefusal check_scope(const Account& account, const Seats* seats, const v1::EventBody& body);

}  // namespace regard::observer
