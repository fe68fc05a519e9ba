#pragma once

#include "gateway/http/router.hpp"
#include "observer/accounts/account.hpp"
#include "regard/v1/api/account.pb.h"

namespace regard::gateway {

// GET /api/me
void add_me(Router& router);

[[nodiscard]] v1::Me me_of(const observer::Account& account, bool owes_second_factor);

}  // namespace regard::gateway
