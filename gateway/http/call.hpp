#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/http/identity.hpp"
#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

// A request that has found its resource. Its head and body live until the answer is written.
struct Call {
  HttpRequest request;
  // What stands in the path for the pattern's braces, in order.
  std::vector<std::string> parameters{};
  // Always set where the route asks for a sign-in.
  std::optional<Identity> identity{};

  [[nodiscard]] const RequestHead& head() const { return *request.head; }
  [[nodiscard]] RequestBody& body() const { return *request.body; }
};

}  // namespace regard::gateway
