#pragma once

#include "gateway/accounts/invitations.hpp"
#include "gateway/http/router.hpp"

namespace regard::gateway {

// POST /api/invitations/look and /api/invitations/accept, for everybody. The token is in the body: what stands in an
// address is kept in logs. The invitations must outlive the router.
void add_invitations(Router& router, Invitations& invitations);

}  // namespace regard::gateway
