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

Response second_factor_due_response() {
  return error_response(http::status::forbidden, "second_factor_due",
                        "This account needs a second factor: set one up first (/api/me/second-factor/offer).");
}

Response cross_site_response() {
  return error_response(http::status::forbidden, "cross_site", "The request comes from a page of another site.");
}

// Somebody follows a link from another site to one of our pages.
bool is_navigation(const RequestHead& head) {
  return head.method() == http::verb::get && head["Sec-Fetch-Mode"] == "navigate" &&
         head["Sec-Fetch-Dest"] == "document";
}

}  // namespace

std::optional<Response> Gate::check_address(const RequestHead& head) const {
  if (!addresses_.is_own_host(header(head, http::field::host))) return wrong_host_response();
  if (head["Sec-Fetch-Site"] == "cross-site" && !is_navigation(head)) return cross_site_response();
  return std::nullopt;
}

std::optional<Identity> Gate::identify(const RequestHead& head) const {
  auto identity = gateway::identify(head, session_cookie(addresses_.is_secure), rule_.directory, clock_.wall_ns());
  if (identity) identity->owes_second_factor = rule_.is_due(identity->account);
  return identity;
}

std::expected<std::optional<Identity>, Response> Gate::admit(const RequestHead& head, const Route& route) const {
  // A request that changes something must come from our own pages, if it comes from a page at all.
  const bool is_changing = head.method() != http::verb::get && head.method() != http::verb::head;
  if (is_changing && !header(head, http::field::origin).empty() && is_foreign(head)) {
    return std::unexpected(wrong_origin_response());
  }
  auto identity = identify(head);
  if (route.access == Access::everybody) return identity;
  if (!identity) return std::unexpected(not_signed_in_response());
  if (identity->owes_second_factor && route.access != Access::signing_in) {
    return std::unexpected(second_factor_due_response());
  }
  // A cookie is sent by the browser whatever page asks; only our own pages may use it (cross-site WebSocket hijacking).
  if (route.is_websocket() && identity->is_from_cookie && is_foreign(head)) {
    return std::unexpected(wrong_origin_response());
  }
  return identity;
}

}  // namespace regard::gateway
