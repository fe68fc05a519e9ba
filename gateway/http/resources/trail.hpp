#pragma once

#include "gateway/http/router.hpp"
#include "observer/ports/trail.hpp"

namespace regard::gateway {

// GET /api/trail. The trail must outlive the router.
void add_trail(Router& router, observer::Trail& trail);

}  // namespace regard::gateway
