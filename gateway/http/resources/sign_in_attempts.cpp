#include "gateway/http/resources/sign_in_attempts.hpp"

#include "gateway/http/json.hpp"
#include "gateway/http/responses.hpp"
#include "gateway/transport/lobby.hpp"
#include "regard/v1/api/error.pb.h"

namespace regard::gateway {

Response too_many_attempts_response(std::chrono::seconds retry_after) {
  v1::ApiError error;
  error.set_code("too_many_attempts");
  error.set_message("Too many attempts: wait before the next one.");
  error.set_retry_after_s(static_cast<std::int32_t>(retry_after.count()));
  Response response = json_response(http::status::too_many_requests, error);
  response.fields.set(http::field::retry_after, std::to_string(retry_after.count()));
  return response;
}

SignInAttempt attempt_in(const Call& call, const Cookie& device) {
  return {.login = {},
          .password = {},
          .address = call.request.peer.to_string(),
          .network = network_of(call.request.peer).to_string(),
          .site = site_of(call.request.peer).to_string(),
          .device = std::string(header(call.head(), http::field::user_agent)),
          .device_token = std::string(device.value_in(header(call.head(), http::field::cookie)))};
}

Response sign_in_refusal_response(const SignInRefusal& refusal) {
  using Reason = SignInRefusal::Reason;
  if (refusal.reason == Reason::too_many_attempts) return too_many_attempts_response(refusal.retry_after);
  if (refusal.reason == Reason::store_failed) {
    return store_failed_response("The sign-in could not be kept: the store refuses writes.");
  }
  if (refusal.reason == Reason::code_needed) {
    return error_response(http::status::unauthorized, "code_needed", "This account has a second factor: send a code.");
  }
  if (refusal.reason == Reason::wrong_code) {
    return error_response(http::status::unauthorized, "wrong_code", "The code is wrong, or was used already.");
  }
  return error_response(http::status::unauthorized, "wrong_credentials", "The login or the password is wrong.");
}

Response proof_refusal_response(const SignInRefusal& refusal) {
  Response response = sign_in_refusal_response(refusal);
  if (response.status == http::status::unauthorized) response.status = http::status::forbidden;
  return response;
}

}  // namespace regard::gateway
