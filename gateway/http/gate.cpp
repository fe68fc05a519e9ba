#include "gateway/http/gate.hpp"

#include "gateway/http/responses.hpp"

namespace regard::gateway {
namespace {

Response wrong_origin_response() {
  return error_response(http::status::forbidden, "wrong_origin", "The request comes from a page of another origin.");
}

Response not_signed_in_response() {
  return error_response(http::status::unauthorized, "not_signed_in",
                        "Sign in first, or send an integration token as Authorization: Bearer.");
}

}  // namespace

std::expected<std::optional<Identity>, Response> Gate::admit(const RequestHead& head, const Route& route) const {
  // A request that changes something must come from our own pages, if it comes from a page at all.
  const bool is_changing = head.method() != http::verb::get && head.method() != http::verb::head;
  if (is_changing && !header(head, http::field::origin).empty() && is_foreign(head)) {
    return std::unexpected(wrong_origin_response());
  }
  if (route.access == Access::everybody) return std::nullopt;
  auto identity = identify(head, directory_, clock_.wall_ns());
  if (!identity) return std::unexpected(not_signed_in_response());
  // A cookie is sent by the browser whatever page asks; only our own pages may use it (cross-site WebSocket hijacking).
  if (route.is_websocket() && !identity->token_hash.empty() && is_foreign(head)) {
    return std::unexpected(wrong_origin_response());
  }
  return identity;
}

}  // namespace regard::gateway
