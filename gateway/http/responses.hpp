#pragma once

#include <string>

#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

// An ApiError as a response.
[[nodiscard]] Response error_response(http::status status, std::string code, std::string message);
// What is unknown and what is forbidden look alike.
[[nodiscard]] Response not_found_response();
[[nodiscard]] Response store_failed_response(std::string message);
// 413, or 400 for a body that did not come whole.
[[nodiscard]] Response body_failure_response(BodyFailure failure);

// To a request that names another host than this one.
[[nodiscard]] Response wrong_host_response();
[[nodiscard]] Response bad_request_response(BadRequest reason);

// What browsers need to know to keep our pages to themselves. COOP and COEP also give them a finer clock. Where people
// see HTTPS and nothing else, browsers are told that it stays so.
void add_security_fields(Response& response, bool is_secure);

}  // namespace regard::gateway
