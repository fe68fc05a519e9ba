#include "gateway/http/resources/invitations.hpp"

#include <memory>
#include <utility>

#include "gateway/http/json.hpp"
#include "gateway/http/resources/sign_in_attempts.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"
#include "gateway/transport/lobby.hpp"
#include "regard/v1/api/people.pb.h"

namespace regard::gateway {
namespace {

Invitations::From from_of(const Call& call) {
  return {.address = call.request.peer.to_string(),
          .network = network_of(call.request.peer).to_string(),
          .site = site_of(call.request.peer).to_string()};
}

Response refusal_response(const Invitations::Refusal& refusal) {
  using Reason = Invitations::Refusal::Reason;
  switch (refusal.reason) {
    case Reason::too_many_attempts:
      return too_many_attempts_response(refusal.retry_after);
    case Reason::password_not_taken:
      return error_response(http::status::bad_request, "not_taken", refusal.words);
    case Reason::not_kept:
      return store_failed_response("The password could not be kept: ask for another link.");
    case Reason::not_good:
      break;
  }
  return error_response(
      http::status::gone, "invitation_not_good",
      "This link is not good, or not any more: it was used, replaced or is over. Ask for another one.");
}

Awaitable<Response> look(Invitations* invitations, Call call) {
  v1::LookAtInvitation wanted;
  if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
  const auto shown = invitations->look(wanted.token(), from_of(call));
  if (!shown) co_return refusal_response(shown.error());
  v1::ShownInvitation out;
  out.set_login(shown->account.login);
  out.set_name(shown->account.name);
  out.set_expires_wall_ns(shown->expires_wall_ns);
  co_return json_response(http::status::ok, out);
}

Awaitable<Response> accept(Invitations* invitations, Call call) {
  v1::AcceptInvitation wanted;
  if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
  using Result = std::expected<void, Invitations::Refusal>;
  const auto accepted = co_await wait_for<Result>(
      [&](auto done) { invitations->accept(wanted.token(), wanted.password(), from_of(call), std::move(done)); });
  co_return accepted ? Response{http::status::no_content} : refusal_response(accepted.error());
}

}  // namespace

void add_invitations(Router& router, Invitations& invitations) {
  const AsyncResponder show = [&invitations](Call call) { return look(&invitations, std::move(call)); };
  const AsyncResponder take = [&invitations](Call call) { return accept(&invitations, std::move(call)); };
  router.add({http::verb::post, "/api/invitations/look", show, Access::everybody});
  router.add({http::verb::post, "/api/invitations/accept", take, Access::everybody});
}

}  // namespace regard::gateway
