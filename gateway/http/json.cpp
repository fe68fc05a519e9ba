#include "gateway/http/json.hpp"

#include <google/protobuf/util/json_util.h>

#include <utility>

#include "gateway/http/responses.hpp"

namespace regard::gateway {

std::string to_json(const google::protobuf::Message& message) {
  std::string json;
  // Cannot fail: these messages hold no Any, and their strings were checked as UTF-8.
  (void)google::protobuf::util::MessageToJsonString(message, &json);
  return json;
}

Response json_response(http::status status, const google::protobuf::Message& message) {
  return json_response(status, Coded{to_json(message)});
}

Response json_response(http::status status, Coded json) {
  Response response{status};
  response.fields.set(http::field::content_type, "application/json");
  response.fields.set(http::field::cache_control, "no-store");
  if (json.is_gzip) response.fields.set(http::field::content_encoding, "gzip");
  response.body = std::make_unique<MemorySource>(std::move(json.bytes));
  return response;
}

Awaitable<std::expected<void, Response>> read_json(RequestBody* body, google::protobuf::Message* message) {
  const auto bytes = co_await body->read_all();
  if (!bytes) co_return std::unexpected(body_failure_response(bytes.error()));
  const auto parsed = google::protobuf::util::JsonStringToMessage(*bytes, message);
  if (!parsed.ok()) {
    co_return std::unexpected(error_response(
        http::status::bad_request, "malformed",
        "The body is not a " + message->GetDescriptor()->name() + " in proto3 JSON: " + std::string(parsed.message())));
  }
  co_return std::expected<void, Response>{};
}

}  // namespace regard::gateway
