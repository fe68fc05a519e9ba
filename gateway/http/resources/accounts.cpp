#include "gateway/http/resources/accounts.hpp"

#include <memory>
#include <utility>

#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/secrets.hpp"
#include "gateway/http/json.hpp"
#include "gateway/http/resources/sign_in_attempts.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"
#include "regard/v1/api/people.pb.h"

namespace regard::gateway {
namespace {

using v1::AdministrationAnswer;
using v1::AdministrationRequest;

Response not_allowed_response() {
  return error_response(http::status::forbidden, "not_allowed", "Accounts are for organisers.");
}

Response refused_response(const AdministrationAnswer& answer) {
  if (answer.store_failed()) return store_failed_response(answer.error());
  return error_response(http::status::bad_request, "not_taken", answer.error());
}

v1::KnownAccount known(const observer::Account& account, const AccountDirectory& directory) {
  v1::KnownAccount out;
  out.set_account_id(account.account_id.to_string());
  out.set_login(account.login);
  out.set_name(account.name);
  out.set_role(account.role);
  out.set_closed(account.is_disabled);
  out.set_has_password(!account.secret_hash.empty());
  out.set_has_second_factor(directory.second_factor_of(account.account_id) != nullptr);
  const auto* invitation = directory.invitation_of(account.account_id);
  if (invitation != nullptr) out.set_invitation_expires_wall_ns(invitation->expires_wall_ns);
  return out;
}

class AccountsResource {
 public:
  explicit AccountsResource(AccountsParts parts) : parts_(parts), device_(device_cookie(parts.has_secure_cookie)) {}

  [[nodiscard]] Response list() const {
    v1::AccountList out;
    for (const observer::Account* account : parts_.directory.all())
      *out.add_accounts() = known(*account, parts_.directory);
    return json_response(http::status::ok, out);
  }

  Awaitable<Response> make(Call call) {
    v1::MakeAccount wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    AdministrationRequest request;
    request.set_login(canonical_login(wanted.login()));
    request.mutable_add()->set_name(wanted.name());
    request.mutable_add()->set_role(wanted.role());
    auto by = co_await proved(&call, wanted.own_password());
    if (!by) co_return std::move(by.error());
    const auto made = co_await run(request, *by);
    if (!made.error().empty()) co_return refused_response(made);
    co_return co_await invite(request.login(), false, *by);
  }

  Awaitable<Response> change(Call call) {
    v1::ChangeAccount wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const observer::Account* account = subject_of(call);
    if (account == nullptr) co_return not_found_response();
    const observer::Account before = *account;
    auto by = co_await proved(&call, wanted.own_password());
    if (!by) co_return std::move(by.error());
    AdministrationRequest name;
    name.set_login(before.login);
    name.mutable_set_name()->set_name(wanted.name());
    if (wanted.name() != before.name) {
      const auto named = co_await run(name, *by);
      if (!named.error().empty()) co_return refused_response(named);
    }
    if (wanted.role() == before.role) co_return Response{http::status::no_content};
    AdministrationRequest role;
    role.set_login(before.login);
    role.mutable_set_role()->set_role(wanted.role());
    co_return done_response(co_await run(role, *by));
  }

  Awaitable<Response> invite_again(Call call) {
    v1::InviteAgain wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const observer::Account* account = subject_of(call);
    if (account == nullptr) co_return not_found_response();
    const std::string login = account->login;
    auto by = co_await proved(&call, wanted.own_password());
    if (!by) co_return std::move(by.error());
    co_return co_await invite(login, wanted.end_password(), *by);
  }

  // What is asked for is in `request`, but for whose account.
  Awaitable<Response> confirm(Call call, AdministrationRequest request) {
    v1::ConfirmChange wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const observer::Account* account = subject_of(call);
    if (account == nullptr) co_return not_found_response();
    request.set_login(account->login);
    auto by = co_await proved(&call, wanted.own_password());
    if (!by) co_return std::move(by.error());
    co_return done_response(co_await run(request, *by));
  }

 private:
  static Response done_response(const AdministrationAnswer& answer) {
    return answer.error().empty() ? Response{http::status::no_content} : refused_response(answer);
  }

  // Null when there is none.
  [[nodiscard]] const observer::Account* subject_of(const Call& call) const {
    const auto account_id = observer::Uuid::parse(call.parameters.front());
    return account_id ? parts_.directory.by_id(*account_id) : nullptr;
  }

  using Proved = std::expected<observer::Account, SignInRefusal>;
  // The error is the answer to give.
  Awaitable<std::expected<Administrator, Response>> proved(const Call* call, std::string own_password) {
    SignInAttempt proof = attempt_in(*call, device_);
    proof.login = call->identity->account.login;
    proof.password = std::move(own_password);
    const auto who = co_await wait_for<Proved>(
        [&](auto done) { parts_.own_account.prove(std::move(proof), Credentials::Wanted::password, std::move(done)); });
    if (!who) co_return std::unexpected(proof_refusal_response(who.error()));
    const observer::Account& account = call->identity->account;
    co_return Administrator{Administrator::Kind::organiser, account.account_id, account.login,
                            call->request.peer.to_string()};
  }

  Awaitable<AdministrationAnswer> run(AdministrationRequest request, Administrator by) {
    co_return co_await wait_for<AdministrationAnswer>(
        [&](auto done) { parts_.administration.run(request, by, std::move(done)); });
  }

  Awaitable<Response> invite(std::string login, bool end_password, Administrator by) {
    const std::string token = new_token(parts_.random);
    AdministrationRequest request;
    request.set_login(login);
    request.mutable_invite()->set_token_hash(digest_token(token));
    request.mutable_invite()->set_end_password(end_password);
    const auto invited = co_await run(request, by);
    if (!invited.error().empty()) co_return refused_response(invited);
    v1::MadeInvitation out;
    out.set_account_id(parts_.directory.by_login(login)->account_id.to_string());
    out.set_token(token);
    out.set_expires_wall_ns(invited.invitation_expires_wall_ns());
    co_return json_response(http::status::ok, out);
  }

  AccountsParts parts_;
  const Cookie device_;
};

AsyncResponder for_organisers(AsyncResponder respond) {
  return [respond = std::move(respond)](Call call) -> Awaitable<Response> {
    return [](const AsyncResponder* next, Call asked) -> Awaitable<Response> {
      if (asked.identity->account.role != v1::ROLE_ORGANISER) co_return not_allowed_response();
      co_return co_await (*next)(std::move(asked));
    }(&respond, std::move(call));
  };
}

}  // namespace

void add_accounts(Router& router, AccountsParts parts) {
  const auto resource = std::make_shared<AccountsResource>(parts);
  const Responder list = [resource](const Call& call) {
    return call.identity->account.role == v1::ROLE_ORGANISER ? resource->list() : not_allowed_response();
  };
  router.add({.pattern = "/api/accounts", .handler = list});
  const auto add = [&](const std::string& pattern, AsyncResponder respond) {
    router.add({http::verb::post, pattern, for_organisers(std::move(respond))});
  };
  const auto add_confirmed = [&](const std::string& pattern, const AdministrationRequest& request) {
    add(pattern, [resource, request](Call call) { return resource->confirm(std::move(call), request); });
  };
  add("/api/accounts", [resource](Call call) { return resource->make(std::move(call)); });
  add("/api/accounts/{id}/change", [resource](Call call) { return resource->change(std::move(call)); });
  add("/api/accounts/{id}/invite", [resource](Call call) { return resource->invite_again(std::move(call)); });
  AdministrationRequest close;
  close.mutable_set_enabled()->set_enabled(false);
  add_confirmed("/api/accounts/{id}/close", close);
  AdministrationRequest reopen;
  reopen.mutable_set_enabled()->set_enabled(true);
  add_confirmed("/api/accounts/{id}/reopen", reopen);
  AdministrationRequest reset;
  reset.mutable_reset_second_factor();
  add_confirmed("/api/accounts/{id}/reset-second-factor", reset);
}

}  // namespace regard::gateway
