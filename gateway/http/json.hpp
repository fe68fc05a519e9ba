#pragma once

#include <google/protobuf/message.h>

#include <expected>
#include <string>

#include "gateway/http/call.hpp"
#include "gateway/http/compression.hpp"
#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

// On any thread.
[[nodiscard]] std::string to_json(const google::protobuf::Message& message);

// An answer for one account at one moment: never kept by anybody.
[[nodiscard]] Response json_response(http::status status, const google::protobuf::Message& message);
// The same, rendered elsewhere.
[[nodiscard]] Response json_response(http::status status, Coded json);

// Reads the call's whole body into `message`, which must outlive the wait. The error is the answer to give: too large,
// or not that message.
[[nodiscard]] Awaitable<std::expected<void, Response>> read_json(RequestBody* body, google::protobuf::Message* message);

}  // namespace regard::gateway
