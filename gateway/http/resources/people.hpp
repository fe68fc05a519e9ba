#pragma once

#include "gateway/accounts/account_directory.hpp"
#include "gateway/http/router.hpp"

namespace regard::gateway {

// GET /api/people. The directory must outlive the router.
void add_people(Router& router, const AccountDirectory& directory);

}  // namespace regard::gateway
