#pragma once

#include "gateway/http/router.hpp"

namespace regard::gateway {

// GET /echo: a WebSocket that sends everything back, for conformance suites.
void add_echo(Router& router);

}  // namespace regard::gateway
