#include "gateway/http/resources/sign_in.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/http/cookie.hpp"
#include "gateway/http/json.hpp"
#include "gateway/http/resources/me.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"
#include "gateway/transport/lobby.hpp"
#include "regard/v1/api/error.pb.h"

namespace regard::gateway {
namespace {

using Result = std::expected<SignedIn, SignInRefusal>;
using Kept = std::expected<void, observer::StoreFailure>;

Response too_many_attempts(std::chrono::seconds retry_after) {
  v1::ApiError error;
  error.set_code("too_many_attempts");
  error.set_message("Too many attempts: wait before the next one.");
  error.set_retry_after_s(static_cast<std::int32_t>(retry_after.count()));
  Response response = json_response(http::status::too_many_requests, error);
  response.fields.set(http::field::retry_after, std::to_string(retry_after.count()));
  return response;
}

Response refusal_response(const SignInRefusal& refusal) {
  using Reason = SignInRefusal::Reason;
  if (refusal.reason == Reason::too_many_attempts) return too_many_attempts(refusal.retry_after);
  if (refusal.reason == Reason::store_failed) {
    return store_failed_response("The sign-in could not be kept: the store refuses writes.");
  }
  return error_response(http::status::unauthorized, "wrong_credentials", "The login or the password is wrong.");
}

class SignInResource {
 public:
  explicit SignInResource(SignInParts parts)
      : parts_(std::move(parts)),
        session_(session_cookie(parts_.has_secure_cookie)),
        device_(device_cookie(parts_.has_secure_cookie)) {}

  Awaitable<Response> sign_in(Call call) {
    v1::SignIn credentials;
    if (auto read = co_await read_json(call.request.body, &credentials); !read) co_return std::move(read.error());
    SignInAttempt attempt = attempt_of(call, credentials);
    const auto result =
        co_await wait_for<Result>([&](auto done) { parts_.sign_in.sign_in(std::move(attempt), std::move(done)); });
    if (!result) co_return refusal_response(result.error());
    Response response = json_response(http::status::ok, me_of(result->account));
    response.fields.insert(http::field::set_cookie, session_.set(result->token, limits::kSignInLifetime));
    response.fields.insert(http::field::set_cookie, device_.set(result->device_token, limits::kKnownDeviceLifetime));
    co_return response;
  }

  Awaitable<Response> sign_out(Call call) {
    if (!call.identity->is_from_cookie) co_return not_found_response();
    const std::string& token_hash = call.identity->credential_hash;
    parts_.close_signed_out(token_hash);
    const auto kept = co_await wait_for<Kept>([&](auto done) { parts_.sign_in.sign_out(token_hash, std::move(done)); });
    if (!kept) {
      co_return store_failed_response("You are signed out until the server restarts: the store refuses writes.");
    }
    Response response{http::status::no_content};
    response.fields.set(http::field::set_cookie, session_.set("", std::chrono::seconds(0)));
    co_return response;
  }

 private:
  [[nodiscard]] SignInAttempt attempt_of(const Call& call, const v1::SignIn& credentials) const {
    return {.login = credentials.login(),
            .password = credentials.password(),
            .address = call.request.peer.to_string(),
            .network = network_of(call.request.peer).to_string(),
            .device = std::string(header(call.head(), http::field::user_agent)),
            .device_token = std::string(device_.value_in(header(call.head(), http::field::cookie)))};
  }

  SignInParts parts_;
  const Cookie session_;
  const Cookie device_;
};

}  // namespace

void add_sign_in(Router& router, SignInParts parts) {
  const auto resource = std::make_shared<SignInResource>(std::move(parts));
  const AsyncResponder sign_in = [resource](Call call) { return resource->sign_in(std::move(call)); };
  const AsyncResponder sign_out = [resource](Call call) { return resource->sign_out(std::move(call)); };
  router.add({http::verb::post, "/api/sign-in", sign_in, Access::everybody});
  router.add({http::verb::post, "/api/sign-out", sign_out});
}

}  // namespace regard::gateway
