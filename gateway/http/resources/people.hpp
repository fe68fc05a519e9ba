#pragma once

#include "gateway/accounts/account_directory.hpp"
#include "gateway/http/router.hpp"

namespace regard::gateway {

struct PeopleParts {
  const AccountDirectory& directory;
  // Whether somebody of this role may see who can be invited.
  std::function<bool(v1::Role)> may_see_people;
};

// GET /api/people. The directory must outlive the router.
void add_people(Router& router, PeopleParts parts);

}  // namespace regard::gateway
