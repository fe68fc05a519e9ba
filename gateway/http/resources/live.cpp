#include "gateway/http/resources/live.hpp"

#include <algorithm>
#include <boost/beast/http/rfc7230.hpp>
#include <utility>

#include "gateway/http/responses.hpp"

namespace regard::gateway {
namespace {

// The first of the client's subprotocols that we speak (RFC 6455, section 4.2.2); null when there is none.
const std::string* common_subprotocol(const RequestHead& head, const std::vector<std::string>& spoken) {
  for (const auto& offered : http::token_list{head[http::field::sec_websocket_protocol]}) {
    const auto found = std::ranges::find(spoken, std::string_view{offered.data(), offered.size()});
    if (found != spoken.end()) return &*found;
  }
  return nullptr;
}

std::string names_of(const std::vector<std::string>& subprotocols) {
  std::string names;
  for (const auto& name : subprotocols) names += (names.empty() ? "" : " or ") + name;
  return names;
}

std::expected<Upgrade, Response> open(const Call& call, const LiveParts& parts) {
  const std::string* subprotocol = common_subprotocol(call.head(), parts.subprotocols);
  if (subprotocol == nullptr) {
    return std::unexpected(error_response(http::status::bad_request, "no_common_subprotocol",
                                          "Offer the WebSocket subprotocol " + names_of(parts.subprotocols) + "."));
  }
  auto handler = parts.open(*call.identity, *subprotocol, call.request.peer.to_string());
  if (handler == nullptr) {
    return std::unexpected(error_response(
        http::status::too_many_requests, "too_many_connections",
        "This account has as many connections as it may have, or the server has: close one, or come back."));
  }
  return Upgrade{std::move(handler), {parts.max_message_bytes, *subprotocol}};
}

}  // namespace

void add_live(Router& router, LiveParts parts) {
  WebsocketOpener opener = [parts = std::move(parts)](const Call& call) { return open(call, parts); };
  router.add({.pattern = "/ws", .handler = std::move(opener)});
}

}  // namespace regard::gateway
