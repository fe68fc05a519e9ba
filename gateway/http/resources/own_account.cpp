#include "gateway/http/resources/own_account.hpp"

#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/totp.hpp"
#include "gateway/http/json.hpp"
#include "gateway/http/resources/sign_in_attempts.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"
#include "regard/v1/api/account.pb.h"

namespace regard::gateway {
namespace {

template <typename T>
using Result = std::expected<T, OwnAccount::Refusal>;
using Kept = std::expected<void, observer::StoreFailure>;

Response refusal_response(const OwnAccount::Refusal& refusal) {
  if (!refusal.proof) return error_response(http::status::bad_request, "not_taken", refusal.reason);
  return proof_refusal_response(*refusal.proof);
}

Response kept_response(const Kept& kept) {
  if (kept) return {http::status::no_content};
  return store_failed_response("The change could not be kept: the store refuses writes.");
}

class OwnAccountResource {
 public:
  explicit OwnAccountResource(OwnAccountParts parts) : parts_(parts), device_(device_cookie(parts.has_secure_cookie)) {}

  [[nodiscard]] Response show(const Call& call) const {
    const observer::AccountId account_id = call.identity->account.account_id;
    v1::OwnAccount out;
    if (const auto* factor = parts_.directory.second_factor_of(account_id)) {
      out.set_has_second_factor(true);
      out.set_recovery_code_count(static_cast<std::int32_t>(factor->recovery_hashes.size()));
    }
    for (const auto& session : parts_.directory.sessions_of(account_id)) {
      v1::OwnSignIn& sign_in = *out.add_sign_ins();
      sign_in.set_session_id(session.session_id.to_string());
      sign_in.set_created_wall_ns(session.created_wall_ns);
      sign_in.set_expires_wall_ns(session.expires_wall_ns);
      sign_in.set_address(session.address);
      sign_in.set_device(session.device);
      sign_in.set_present(session.token_hash == call.identity->credential_hash);
    }
    return json_response(http::status::ok, out);
  }

  Awaitable<Response> change_password(Call call) {
    v1::ChangePassword wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const auto changed = co_await wait_for<Result<observer::Account>>([&](auto done) {
      parts_.own_account.change_password(asker(call, wanted.present_password()), wanted.new_password(),
                                         std::move(done));
    });
    if (!changed) co_return refusal_response(changed.error());
    co_return known_again({http::status::no_content}, *changed);
  }

  Awaitable<Response> offer_second_factor(Call call) {
    v1::AskForSecondFactor wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const auto key = co_await wait_for<Result<observer::TotpKey>>(
        [&](auto done) { parts_.own_account.offer_second_factor(asker(call, wanted.password()), std::move(done)); });
    if (!key) co_return refusal_response(key.error());
    v1::SecondFactorOffer offer;
    offer.set_secret(totp_secret(*key));
    offer.set_uri(totp_uri(*key, call.identity->account.login));
    co_return json_response(http::status::ok, offer);
  }

  Awaitable<Response> confirm_second_factor(Call call) {
    v1::ConfirmSecondFactor wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const auto codes = co_await wait_for<Result<std::vector<std::string>>>([&](auto done) {
      parts_.own_account.confirm_second_factor(call.identity->account, wanted.code(), call.identity->credential_hash,
                                               call.request.peer.to_string(), std::move(done));
    });
    if (!codes) co_return refusal_response(codes.error());
    v1::RecoveryCodes out;
    for (const std::string& code : *codes) out.add_codes(code);
    co_return known_again(json_response(http::status::ok, out), call.identity->account);
  }

  Awaitable<Response> remove_second_factor(Call call) {
    v1::RemoveSecondFactor wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    OwnAccount::Asker who = asker(call, wanted.password());
    who.proof.code = wanted.code();
    const auto removed = co_await wait_for<Result<void>>(
        [&](auto done) { parts_.own_account.remove_second_factor(std::move(who), std::move(done)); });
    if (!removed) co_return refusal_response(removed.error());
    co_return known_again({http::status::no_content}, call.identity->account);
  }

  Awaitable<Response> end_sign_ins(Call call) {
    v1::EndOwnSignIns wanted;
    if (auto read = co_await read_json(call.request.body, &wanted); !read) co_return std::move(read.error());
    const observer::Account& account = call.identity->account;
    const std::string address = call.request.peer.to_string();
    if (wanted.session_id().empty()) {
      co_return kept_response(co_await wait_for<Kept>([&](auto done) {
        parts_.own_account.end_other_sign_ins(account, call.identity->credential_hash, address, std::move(done));
      }));
    }
    const auto session_id = observer::Uuid::parse(wanted.session_id());
    if (!session_id) co_return not_found_response();
    co_return kept_response(co_await wait_for<Kept>(
        [&](auto done) { parts_.own_account.end_sign_in(account, *session_id, address, std::move(done)); }));
  }

 private:
  // With another password or second factor the browser would be a stranger's.
  [[nodiscard]] Response known_again(Response response, const observer::Account& account) const {
    const auto* second_factor = parts_.directory.second_factor_of(account.account_id);
    const std::string token = parts_.known_devices.token_for({account, second_factor}, parts_.clock.wall_ns());
    response.fields.set(http::field::set_cookie, device_.set(token, limits::kKnownDeviceLifetime));
    return response;
  }
  [[nodiscard]] OwnAccount::Asker asker(const Call& call, const std::string& password) const {
    OwnAccount::Asker who{.proof = attempt_in(call, device_), .token_hash = call.identity->credential_hash};
    who.proof.login = call.identity->account.login;
    who.proof.password = password;
    return who;
  }

  OwnAccountParts parts_;
  const Cookie device_;
};

// A program has no account of its own to look after.
AsyncResponder for_people(AsyncResponder respond) {
  return [respond = std::move(respond)](Call call) -> Awaitable<Response> {
    return [](const AsyncResponder* next, Call asked) -> Awaitable<Response> {
      if (!asked.identity->is_from_cookie) co_return not_found_response();
      co_return co_await (*next)(std::move(asked));
    }(&respond, std::move(call));
  };
}

}  // namespace

void add_own_account(Router& router, OwnAccountParts parts) {
  const auto resource = std::make_shared<OwnAccountResource>(parts);
  const auto add = [&](const std::string& pattern, Awaitable<Response> (OwnAccountResource::*answer)(Call)) {
    const AsyncResponder respond = [resource, answer](Call call) { return ((*resource).*answer)(std::move(call)); };
    router.add({http::verb::post, pattern, for_people(respond), Access::signing_in});
  };
  const Responder show = [resource](const Call& call) {
    return call.identity->is_from_cookie ? resource->show(call) : not_found_response();
  };
  router.add({.pattern = "/api/me/account", .handler = show, .access = Access::signing_in});
  add("/api/me/password", &OwnAccountResource::change_password);
  add("/api/me/end-sign-ins", &OwnAccountResource::end_sign_ins);
  add("/api/me/second-factor/offer", &OwnAccountResource::offer_second_factor);
  add("/api/me/second-factor/confirm", &OwnAccountResource::confirm_second_factor);
  add("/api/me/second-factor/remove", &OwnAccountResource::remove_second_factor);
}

}  // namespace regard::gateway
