#include "gateway/http/resources/sign_in.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/http/cookie.hpp"
#include "gateway/http/json.hpp"
#include "gateway/http/resources/me.hpp"
#include "gateway/http/resources/sign_in_attempts.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/http/waiting.hpp"

namespace regard::gateway {
namespace {

using Result = std::expected<SignedIn, SignInRefusal>;
using Kept = std::expected<void, observer::StoreFailure>;

class SignInResource {
 public:
  explicit SignInResource(SignInParts parts)
      : parts_(std::move(parts)),
        session_(session_cookie(parts_.has_secure_cookie)),
        device_(device_cookie(parts_.has_secure_cookie)) {}

  Awaitable<Response> sign_in(Call call) {
    v1::SignIn credentials;
    if (auto read = co_await read_json(call.request.body, &credentials); !read) co_return std::move(read.error());
    SignInAttempt attempt = attempt_in(call, device_);
    attempt.login = credentials.login();
    attempt.password = credentials.password();
    attempt.code = credentials.code();
    const auto result =
        co_await wait_for<Result>([&](auto done) { parts_.sign_in.sign_in(std::move(attempt), std::move(done)); });
    if (!result) co_return sign_in_refusal_response(result.error());
    Response response = json_response(http::status::ok, me_of(result->account, parts_.rule.is_due(result->account)));
    response.fields.insert(http::field::set_cookie, session_.set(result->token, limits::kSignInLifetime));
    response.fields.insert(http::field::set_cookie, device_.set(result->device_token, limits::kKnownDeviceLifetime));
    co_return response;
  }

  Awaitable<Response> sign_out(Call call) {
    if (!call.identity->is_from_cookie) co_return not_found_response();
    const std::string& token_hash = call.identity->credential_hash;
    parts_.close_signed_out(token_hash);
    const auto kept = co_await wait_for<Kept>([&](auto done) {
      parts_.sign_in.sign_out(call.identity->account, token_hash, call.request.peer.to_string(), std::move(done));
    });
    if (!kept) {
      co_return store_failed_response("You are signed out until the server restarts: the store refuses writes.");
    }
    Response response{http::status::no_content};
    response.fields.set(http::field::set_cookie, session_.set("", std::chrono::seconds(0)));
    co_return response;
  }

 private:
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
  router.add({http::verb::post, "/api/sign-out", sign_out, Access::signing_in});
}

}  // namespace regard::gateway
