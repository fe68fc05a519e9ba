#include "gateway/http/api.hpp"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/commands/version.hpp"

namespace regard::gateway {
namespace {

constexpr std::string_view kInterviewPrefix = "/api/interviews/";

Response json_response(const Request& request, http::status status, const google::protobuf::Message& message) {
  Response response{status, request.version()};
  response.set(http::field::content_type, "application/json");
  response.set(http::field::cache_control, "no-store");
  // Cannot fail: these messages hold no Any, and their strings were checked as UTF-8.
  (void)google::protobuf::util::MessageToJsonString(message, &response.body());
  return response;
}

v1::Me me_of(const observer::Account& account) {
  v1::Me me;
  me.set_account_id(account.account_id.to_string());
  me.set_login(account.login);
  me.set_name(account.name);
  me.set_role(account.role);
  return me;
}

std::string cookie(std::string_view token, std::chrono::seconds lifetime, bool is_secure) {
  return std::string(kSessionCookie) + "=" + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lifetime.count()) +
         (is_secure ? "; Secure" : "");
}

Response refusal_response(const Request& request, const SignInRefusal& refusal) {
  using Reason = SignInRefusal::Reason;
  if (refusal.reason == Reason::wrong_credentials) {
    return error_response(request, http::status::unauthorized, "wrong_credentials",
                          "The login or the password is wrong.");
  }
  if (refusal.reason == Reason::store_failed) {
    return error_response(request, http::status::service_unavailable, "store_failed",
                          "The sign-in could not be kept: the store refuses writes.");
  }
  v1::ApiError error;
  error.set_code("too_many_attempts");
  error.set_message("Too many attempts: wait before the next one.");
  error.set_retry_after_s(static_cast<std::int32_t>(refusal.retry_after.count()));
  Response response = json_response(request, http::status::too_many_requests, error);
  response.set(http::field::retry_after, std::to_string(refusal.retry_after.count()));
  return response;
}

Response not_found(const Request& request) {
  return error_response(request, http::status::not_found, "not_found", "There is nothing here that you may see.");
}

}  // namespace

Response error_response(const Request& request, http::status status, std::string code, std::string message) {
  v1::ApiError error;
  error.set_code(std::move(code));
  error.set_message(std::move(message));
  return json_response(request, status, error);
}

void Api::handle(const Request& request, Answer answer) {
  const std::string_view path = path_of(request);
  const bool is_post = request.method() == http::verb::post;
  if (path == "/api/status") return answer(status(request));
  // A request that changes something must come from our own pages.
  if (is_post && !header(request, http::field::origin).empty() && !has_own_origin(request, parts_.allowed_origins)) {
    return answer(error_response(request, http::status::forbidden, "wrong_origin",
                                 "The request comes from a page of another origin."));
  }
  if (is_post && path == "/api/sign-in") return handle_sign_in(request, std::move(answer));

  const auto identity = identify(request, parts_.directory, parts_.hub.clock().wall_ns());
  if (!identity) {
    return answer(error_response(request, http::status::unauthorized, "not_signed_in", "Sign in first."));
  }
  if (is_post && path == "/api/sign-out") return handle_sign_out(request, *identity, std::move(answer));
  if (request.method() != http::verb::get) {
    return answer(error_response(request, http::status::method_not_allowed, "method_not_allowed",
                                 "This address answers GET only."));
  }
  answer(answer_query(request, *identity));
}

Response Api::answer_query(const Request& request, const Identity& identity) {
  const std::string_view path = path_of(request);
  if (path == "/api/me") return json_response(request, http::status::ok, me_of(identity.account));
  if (path == "/api/people") return people(request, identity);
  if (path == "/api/interviews") return interviews(request, identity);
  if (path == "/api/referential") return referential(request);
  if (path.starts_with(kInterviewPrefix)) return interview(request, identity, path.substr(kInterviewPrefix.size()));
  return not_found(request);
}

void Api::handle_sign_in(const Request& request, Answer answer) {
  v1::SignIn credentials;
  if (const auto parsed = google::protobuf::util::JsonStringToMessage(request.body(), &credentials); !parsed.ok()) {
    return answer(error_response(request, http::status::bad_request, "malformed",
                                 "The body is not a SignIn in proto3 JSON: " + std::string(parsed.message())));
  }
  Request head = request;  // For the version alone: the answer comes later.
  parts_.sign_in.sign_in(credentials.login(), credentials.password(),
                         [this, head = std::move(head),
                          answer = std::move(answer)](std::expected<SignedIn, SignInRefusal> result) mutable {
                           if (!result) return answer(refusal_response(head, result.error()));
                           Response response = json_response(head, http::status::ok, me_of(result->account));
                           response.set(http::field::set_cookie,
                                        cookie(result->token, limits::kSignInLifetime, parts_.has_secure_cookie));
                           answer(std::move(response));
                         });
}

void Api::handle_sign_out(const Request& request, const Identity& identity, Answer answer) {
  if (identity.token_hash.empty()) return answer(not_found(request));
  parts_.hub.close_signed_out(identity.token_hash);
  Response response{http::status::no_content, request.version()};
  response.set(http::field::set_cookie, cookie("", std::chrono::seconds(0), parts_.has_secure_cookie));
  Response failed = error_response(request, http::status::service_unavailable, "store_failed",
                                   "You are signed out until the server restarts: the store refuses writes.");
  parts_.sign_in.sign_out(
      identity.token_hash,
      [response = std::move(response), failed = std::move(failed), answer = std::move(answer)](
          std::expected<void, observer::StoreFailure> kept) mutable { answer(std::move(kept ? response : failed)); });
}

Response Api::people(const Request& request, const Identity& identity) {
  const v1::Role role = identity.account.role;
  if (role != v1::ROLE_ASSESSOR && role != v1::ROLE_ORGANISER && role != v1::ROLE_INTEGRATION) {
    return error_response(request, http::status::forbidden, "not_allowed",
                          "Assessors, organisers and integrations may see who can be invited.");
  }
  v1::PeopleList list;
  for (const observer::Account* account : parts_.directory.people()) {
    auto& person = *list.add_people();
    person.set_account_id(account->account_id.to_string());
    person.set_login(account->login);
    person.set_name(account->name);
    person.set_role(account->role);
  }
  return json_response(request, http::status::ok, list);
}

bool Api::is_kept(const observer::Interview& interview) {
  return parts_.hub.recorder().committed_sequence(interview.interview_id) > 0;
}

Response Api::interviews(const Request& request, const Identity& identity) {
  v1::InterviewList list;
  list.set_server_mono_ns(parts_.hub.trusted_clock().mono_ns());
  for (const observer::Interview* interview : parts_.hub.book().interviews_for(identity.account)) {
    if (is_kept(*interview)) *list.add_interviews() = parts_.hub.book().describe(*interview, identity.account);
  }
  return json_response(request, http::status::ok, list);
}

Response Api::interview(const Request& request, const Identity& identity, std::string_view interview_id) {
  const auto id = observer::Uuid::parse(interview_id);
  if (!id || !parts_.hub.book().may_read(identity.account, *id)) return not_found(request);
  const observer::Interview* interview = parts_.hub.book().interview(*id);
  if (interview == nullptr || !is_kept(*interview)) return not_found(request);
  return json_response(request, http::status::ok, parts_.hub.book().describe(*interview, identity.account));
}

Response Api::referential(const Request& request) {
  const std::string etag = '"' + parts_.referential.version() + '"';
  const bool is_unchanged = header(request, http::field::if_none_match) == etag;
  Response response{is_unchanged ? http::status::not_modified : http::status::ok, request.version()};
  response.set(http::field::content_type, "application/json");
  response.set(http::field::etag, etag);
  response.set(http::field::cache_control, "private, no-cache");
  if (!is_unchanged) response.body() = parts_.referential.json();
  return response;
}

Response Api::status(const Request& request) {
  v1::ServerStatus status;
  status.set_version(std::string(kVersion));
  *status.mutable_store() = parts_.hub.store_status();
  status.set_live_interview_count(static_cast<std::int32_t>(parts_.hub.book().live_count()));
  status.set_connection_count(static_cast<std::int32_t>(parts_.hub.session_count()));
  const bool is_fit = !status.store().poisoned();
  return json_response(request, is_fit ? http::status::ok : http::status::service_unavailable, status);
}

}  // namespace regard::gateway
