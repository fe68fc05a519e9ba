#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/transport/http_message.hpp"

namespace regard::tests {

// What a test answers, by path; an address that it does not know is a mistake in the test.
class TestHandler final : public gateway::HttpHandler {
 public:
  using Responder = std::function<gateway::Awaitable<gateway::Answer>(gateway::HttpRequest)>;

  [[nodiscard]] gateway::Awaitable<gateway::Answer> answer(gateway::HttpRequest request) override {
    return by_path.at(std::string(gateway::path_of(*request.head)))(request);
  }
  [[nodiscard]] gateway::Response refuse(gateway::BadRequest reason) override {
    using gateway::http::status;
    using enum gateway::BadRequest;
    if (reason == head_too_large) return {status::request_header_fields_too_large};
    if (reason == unknown_coding) return {status::not_implemented};
    return {reason == unknown_expectation ? status::expectation_failed : status::bad_request};
  }

  std::map<std::string, Responder> by_path;
};

// A coroutine that keeps what it answers with: a lambda would lose what it captured.
inline gateway::Awaitable<gateway::Answer> give(gateway::Answer answer) { co_return answer; }

// Answers with text at once.
[[nodiscard]] inline TestHandler::Responder text(std::string content) {
  return [content = std::move(content)](gateway::HttpRequest) {
    gateway::Response response;
    response.body = std::make_unique<gateway::MemorySource>(content);
    return give(std::move(response));
  };
}

// Leads to a WebSocket.
template <typename Handler>
[[nodiscard]] TestHandler::Responder websocket(std::size_t max_message_bytes) {
  return [max_message_bytes](gateway::HttpRequest) {
    return give(gateway::Upgrade{std::make_shared<Handler>(), {max_message_bytes, {}}});
  };
}

}  // namespace regard::tests
