#pragma once

#include "gateway/accounts/known_devices.hpp"
#include "gateway/accounts/own_account.hpp"
#include "gateway/http/router.hpp"

namespace regard::gateway {

struct OwnAccountParts {
  OwnAccount& own_account;
  const AccountDirectory& directory;
  const KnownDevices& known_devices;
  observer::Clock& clock;
  // Whether the cookies are for HTTPS alone.
  bool has_secure_cookie = false;
};

// /api/me/...: what people see of their own accounts, and change. What the parts refer to must outlive the router.
void add_own_account(Router& router, OwnAccountParts parts);

}  // namespace regard::gateway
