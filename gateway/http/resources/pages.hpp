#pragma once

#include "gateway/http/router.hpp"
#include "gateway/http/static_files.hpp"

namespace regard::gateway {

// GET of every address that is no other resource's. The files must outlive the router.
void add_pages(Router& router, const StaticFiles& files);

}  // namespace regard::gateway
