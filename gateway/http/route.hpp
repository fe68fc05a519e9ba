#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/http/call.hpp"
#include "gateway/http/limits.hpp"

namespace regard::gateway {

enum class Access : std::uint8_t {
  signed_in,
  // Also whoever still owes the second factor that their role requires.
  signing_in,
  everybody
};

// Answers at once.
using Responder = std::function<Response(const Call&)>;
// Waits: for a body, a password's check, a search.
using AsyncResponder = std::function<Awaitable<Response>(Call)>;
// Answers what asks for a WebSocket.
using WebsocketOpener = std::function<std::expected<Upgrade, Response>(const Call&)>;

// One method of one resource.
struct Route {
  // GET stands for HEAD too.
  http::verb method = http::verb::get;
  // "/api/interviews/{id}": braces stand for one segment. "/*" stands for every path whose first segment no other route
  // begins with.
  std::string pattern;
  std::variant<Responder, AsyncResponder, WebsocketOpener> handler;
  Access access = Access::signed_in;
  std::uint64_t max_body_bytes = limits::kMaxHttpBodyBytes;

  [[nodiscard]] bool is_websocket() const { return std::holds_alternative<WebsocketOpener>(handler); }
};

inline constexpr std::string_view kEverythingElse = "/*";

// What stands for the pattern's braces in the path; nothing when the path does not fit.
[[nodiscard]] std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);
[[nodiscard]] std::string_view first_segment(std::string_view path);

}  // namespace regard::gateway
