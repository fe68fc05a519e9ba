#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/router.hpp"

namespace regard::gateway {

struct LiveParts {
  // Those that are spoken, in any order: the client lists its own by preference.
  std::vector<std::string> subprotocols;
  std::size_t max_message_bytes = 0;
  // Null when the account has as many connections as it may have.
  std::function<std::shared_ptr<ConnectionHandler>(Identity, std::string_view subprotocol, std::string address)> open;
};

// GET /ws: the WebSocket of the consoles and integrations.
void add_live(Router& router, LiveParts parts);

}  // namespace regard::gateway
