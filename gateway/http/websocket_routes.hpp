#pragma once

#include <expected>
#include <memory>

#include "gateway/http/site.hpp"
#include "gateway/transport/connection.hpp"
#include "gateway/transport/websocket_connection.hpp"

namespace regard::gateway {

// What an upgrade leads to.
struct WebsocketRoute {
  std::shared_ptr<ConnectionHandler> handler;
  WebsocketConnection::Options options;
};

// The route of a WebSocket upgrade, or the response that refuses it: unknown path, not signed in, foreign origin, or no
// common subprotocol.
[[nodiscard]] std::expected<WebsocketRoute, Response> route_websocket(const Request& upgrade, Site& site);

}  // namespace regard::gateway
