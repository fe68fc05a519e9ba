#pragma once

#include "gateway/http/router.hpp"
#include "observer/referential/referential.hpp"

namespace regard::gateway {

// GET /api/referential. The referential must outlive this call alone.
void add_referential(Router& router, const observer::Referential& referential);

}  // namespace regard::gateway
