#include "gateway/http/resources/trail.hpp"

#include <memory>

#include "gateway/http/json.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/trail_query.hpp"
#include "gateway/http/waiting.hpp"
#include "regard/v1/api/trail.pb.h"

namespace regard::gateway {
namespace {

v1::TrailList list_of(const observer::TrailPage& page) {
  v1::TrailList list;
  for (const auto& [number, entry] : page.entries) {
    v1::TrailItem& item = *list.add_items();
    item.set_kind(static_cast<v1::TrailKind>(entry.kind));
    item.set_wall_ns(entry.wall_ns);
    item.set_login(entry.login);
    item.set_address(entry.address);
    item.set_subject(entry.subject);
    item.set_detail(entry.detail);
    item.set_count(static_cast<std::int64_t>(entry.count));
  }
  if (page.has_more) list.set_next(std::to_string(page.entries.back().number));
  return list;
}

Awaitable<Response> answer(observer::Trail* trail, Call call) {
  const observer::Account& account = call.identity->account;
  if (account.role != v1::ROLE_ORGANISER) {
    co_return error_response(http::status::forbidden, "not_allowed", "The access trail is for organisers.");
  }
  auto query = read_trail_query(query_of(call.head()));
  if (!query) co_return error_response(http::status::bad_request, "invalid_parameter", std::move(query.error()));
  trail->note({.kind = observer::TrailKind::trail_read,
               .account_id = account.account_id,
               .login = account.login,
               .address = call.request.peer.to_string(),
               .detail = std::string(query_of(call.head()))});
  using Page = std::expected<observer::TrailPage, observer::StoreFailure>;
  const auto page = co_await wait_for<Page>([&](auto done) { trail->find(*std::move(query), std::move(done)); });
  if (!page) co_return store_failed_response(page.error().reason);
  co_return json_response(http::status::ok, list_of(*page));
}

}  // namespace

void add_trail(Router& router, observer::Trail& trail) {
  const AsyncResponder respond = [&trail](Call call) { return answer(&trail, std::move(call)); };
  router.add({.pattern = "/api/trail", .handler = respond});
}

}  // namespace regard::gateway
