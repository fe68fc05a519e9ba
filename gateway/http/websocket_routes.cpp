#include "gateway/http/websocket_routes.hpp"

#include <boost/beast/http/rfc7230.hpp>
#include <optional>

#include "gateway/live/limits.hpp"
#include "gateway/live/live_session.hpp"
#include "gateway/transport/echo_handler.hpp"
#include "gateway/transport/limits.hpp"

namespace regard::gateway {
namespace {

// The first of the client's subprotocols that we speak (RFC 6455, section 4.2.2: the client lists them by preference).
std::optional<Encoding> common_subprotocol(const Request& upgrade) {
  for (const auto& offered : http::token_list{upgrade[http::field::sec_websocket_protocol]}) {
    const std::string_view name{offered.data(), offered.size()};
    if (name == kBinarySubprotocol) return Encoding::binary;
    if (name == kJsonSubprotocol) return Encoding::json;
  }
  return std::nullopt;
}

std::expected<WebsocketRoute, Response> route_live(const Request& upgrade, Site& site) {
  auto identity = identify(upgrade, site.directory, site.hub.clock().wall_ns());
  if (!identity) {
    return std::unexpected(error_response(upgrade, http::status::unauthorized, "not_signed_in",
                                          "Sign in first, or send an integration token as Authorization: Bearer."));
  }
  // A cookie is sent by the browser whatever page asks; only our own pages may use it (cross-site WebSocket hijacking).
  if (!identity->token_hash.empty() && !has_own_origin(upgrade, site.allowed_origins)) {
    return std::unexpected(error_response(upgrade, http::status::forbidden, "wrong_origin",
                                          "The WebSocket was opened by a page of another origin."));
  }
  const auto encoding = common_subprotocol(upgrade);
  if (!encoding) {
    return std::unexpected(error_response(upgrade, http::status::bad_request, "no_common_subprotocol",
                                          "Offer the WebSocket subprotocol regard.v1 or regard.v1+json."));
  }
  const std::string_view subprotocol = *encoding == Encoding::binary ? kBinarySubprotocol : kJsonSubprotocol;
  return WebsocketRoute{
      std::make_shared<LiveSession>(
          site.hub, LiveSession::Origin{std::move(identity->account), std::move(identity->token_hash), *encoding}),
      {limits::kMaxFrameBytes, std::string(subprotocol)}};
}

}  // namespace

std::expected<WebsocketRoute, Response> route_websocket(const Request& upgrade, Site& site) {
  const std::string_view path = path_of(upgrade);
  if (path == "/ws") return route_live(upgrade, site);
  if (path == "/echo" && site.has_echo) {
    return WebsocketRoute{std::make_shared<EchoHandler>(), {limits::kMaxEchoBytes, {}}};
  }
  return std::unexpected(
      error_response(upgrade, http::status::not_found, "not_found", "There is no WebSocket at this address."));
}

}  // namespace regard::gateway
