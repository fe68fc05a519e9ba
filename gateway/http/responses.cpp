#include "gateway/http/responses.hpp"

#include <utility>

#include "gateway/http/json.hpp"
#include "regard/v1/api/error.pb.h"

namespace regard::gateway {
namespace {

// For a year from each answer, browsers turn to HTTPS by themselves (RFC 6797).
constexpr std::string_view kOnlyHttps = "max-age=31536000";

}  // namespace

Response error_response(http::status status, std::string code, std::string message) {
  v1::ApiError error;
  error.set_code(std::move(code));
  error.set_message(std::move(message));
  return json_response(status, error);
}

Response not_found_response() {
  return error_response(http::status::not_found, "not_found", "There is nothing here that you may see.");
}

Response store_failed_response(std::string message) {
  return error_response(http::status::service_unavailable, "store_failed", std::move(message));
}

Response body_failure_response(BodyFailure failure) {
  if (failure == BodyFailure::too_large) {
    return error_response(http::status::payload_too_large, "too_large",
                          "The request is larger than this address accepts.");
  }
  return error_response(http::status::bad_request, "malformed", "The body did not come whole.");
}

Response wrong_host_response() {
  return error_response(http::status::misdirected_request, "wrong_host",
                        "This server is not known under this name: --allowed-host adds a name that it is reached by.");
}

Response bad_request_response(BadRequest reason) {
  switch (reason) {
    case BadRequest::malformed:
      return error_response(http::status::bad_request, "malformed", "This is not an HTTP request.");
    case BadRequest::head_too_large:
      return error_response(http::status::request_header_fields_too_large, "too_large",
                            "The request is larger than this server accepts.");
    case BadRequest::wrong_host:
      return error_response(http::status::bad_request, "wrong_host", "A request names one host, in the field Host.");
    case BadRequest::unknown_coding:
      return error_response(http::status::not_implemented, "unknown_coding",
                            "Of all transfer codings this server knows chunked only.");
    case BadRequest::unknown_expectation:
      return error_response(http::status::expectation_failed, "unknown_expectation",
                            "Of all expectations this server meets 100-continue only.");
  }
  std::unreachable();
}

void add_security_fields(Response& response, bool is_secure) {
  response.fields.set("Content-Security-Policy",
                      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                      "frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  response.fields.set("X-Content-Type-Options", "nosniff");
  response.fields.set("Referrer-Policy", "no-referrer");
  response.fields.set("Cross-Origin-Opener-Policy", "same-origin");
  response.fields.set("Cross-Origin-Embedder-Policy", "require-corp");
  response.fields.set("Cross-Origin-Resource-Policy", "same-origin");
  response.fields.set("Permissions-Policy",
                      "camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()");
  if (is_secure) response.fields.set("Strict-Transport-Security", kOnlyHttps);
}

}  // namespace regard::gateway
