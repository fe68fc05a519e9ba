#include "gateway/http/router.hpp"

#include <algorithm>
#include <boost/beast/websocket/rfc6455.hpp>
#include <string>
#include <utility>

#include "gateway/http/responses.hpp"

namespace regard::gateway {
namespace {

bool has_method(const Route& route, http::verb method) {
  return route.method == method || (route.method == http::verb::get && method == http::verb::head);
}

std::string names_of(http::verb method) {
  if (method == http::verb::get) return "GET, HEAD";
  const auto name = http::to_string(method);
  return {name.data(), name.size()};
}

Response wrong_method_response(const std::string& allowed) {
  Response response = error_response(http::status::method_not_allowed, "method_not_allowed",
                                     "This address answers " + allowed + " only.");
  response.fields.set(http::field::allow, allowed);
  return response;
}

Response too_many_requests_response() {
  return error_response(http::status::too_many_requests, "too_many_requests",
                        "This account has as many requests under way as it may have: wait for an answer.");
}

Response upgrade_required_response() {
  Response response =
      error_response(http::status::upgrade_required, "upgrade_required", "This address is a WebSocket's.");
  response.fields.set(http::field::upgrade, "websocket");
  return response;
}

}  // namespace

Awaitable<Answer> Router::answer(HttpRequest request) {
  Answer given = co_await call(request);
  if (auto* response = std::get_if<Response>(&given)) add_security_fields(*response, gate_.is_secure());
  co_return given;
}

Response Router::refuse(BadRequest reason) {
  Response response = bad_request_response(reason);
  add_security_fields(response, gate_.is_secure());
  return response;
}

Awaitable<Answer> Router::call(HttpRequest request) {
  if (auto refused = gate_.check_address(*request.head)) co_return *std::move(refused);
  auto found = find(*request.head);
  if (!found) co_return std::move(found.error());
  const Route& route = *found->route;
  auto identity = gate_.admit(*request.head, route);
  if (has_token(*request.head)) note_program(request, identity && *identity ? &**identity : nullptr);
  if (!identity) co_return std::move(identity.error());
  std::shared_ptr<void> in_flight;
  if (*identity) {
    in_flight = requests_in_flight_.begin((*identity)->account);
    if (!in_flight) co_return too_many_requests_response();
  }
  request.body->set_limit(route.max_body_bytes);
  Call call{request, std::move(found->parameters), std::move(*identity)};
  if (const auto* responder = std::get_if<Responder>(&route.handler)) co_return (*responder)(call);
  if (const auto* responder = std::get_if<AsyncResponder>(&route.handler)) {
    co_return co_await (*responder)(std::move(call));
  }
  auto opened = std::get<WebsocketOpener>(route.handler)(call);
  if (!opened) co_return std::move(opened.error());
  co_return std::move(*opened);
}

void Router::note_program(const HttpRequest& request, const Identity* identity) {
  observer::TrailEntry entry{.kind = observer::TrailKind::sign_in_failed,
                             .address = request.peer.to_string(),
                             .detail = "a token that is unknown, expired or revoked"};
  if (identity != nullptr) {
    entry.kind = observer::TrailKind::token_used;
    entry.account_id = identity->account.account_id;
    entry.login = identity->account.login;
    entry.subject = identity->token_id.to_string();
    entry.detail.clear();
  }
  trail_.note(std::move(entry));
}

std::expected<Router::Found, Response> Router::find(const RequestHead& head) const {
  std::string allowed;
  for (const Route& route : routes_) {
    auto parameters = fit(route, path_of(head));
    if (!parameters) continue;
    if (!has_method(route, head.method())) {
      allowed += (allowed.empty() ? "" : ", ") + names_of(route.method);
      continue;
    }
    const bool is_upgrade = boost::beast::websocket::is_upgrade(head);
    if (route.is_websocket() && !is_upgrade) return std::unexpected(upgrade_required_response());
    if (!route.is_websocket() && is_upgrade) break;
    return Found{&route, std::move(*parameters)};
  }
  return std::unexpected(allowed.empty() ? not_found_response() : wrong_method_response(allowed));
}

std::optional<std::vector<std::string>> Router::fit(const Route& route, std::string_view path) const {
  if (route.pattern != kEverythingElse) return match(route.pattern, path);
  if (is_claimed(path)) return std::nullopt;
  return std::vector<std::string>{};
}

bool Router::is_claimed(std::string_view path) const {
  return std::ranges::any_of(routes_, [path](const Route& route) {
    return route.pattern != kEverythingElse && first_segment(route.pattern) == first_segment(path);
  });
}

}  // namespace regard::gateway
