#pragma once

#include "gateway/accounts/administration.hpp"
#include "gateway/accounts/own_account.hpp"
#include "gateway/http/router.hpp"

namespace regard::gateway {

struct AccountsParts {
  Administration& administration;
  // By which organisers prove who they are.
  OwnAccount& own_account;
  const AccountDirectory& directory;
  observer::Random& random;
  // Whether the cookies are for HTTPS alone.
  bool has_secure_cookie = false;
};

// /api/accounts/...: what organisers see of accounts, and change. Whatever changes one asks for the organiser's own
// password once more: an unlocked screen changes nothing. What the parts refer to must outlive the router.
void add_accounts(Router& router, AccountsParts parts);

}  // namespace regard::gateway
