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

// What browsers need to know to keep our pages to themselves. COOP and COEP also give them a finer clock.
void add_security_fields(Response& response);

}  // namespace regard::gateway
