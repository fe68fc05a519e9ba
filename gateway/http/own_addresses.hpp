#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

// The names under which people reach this server.
struct OwnAddresses {
  // Without ports; in lower case.
  std::vector<std::string> hosts;
  // Such as "https://regard.example.org", for a server behind a proxy. Their hosts count too.
  std::vector<std::string> origins;
  // Whether people see HTTPS and nothing else.
  bool is_secure = false;

  // Whether a Host field names this server. Addresses and localhost always do: what could be made to point here by
  // somebody else's name server (DNS rebinding) is a name. A request without one (HTTP/1.0) comes from no browser.
  [[nodiscard]] bool is_own_host(std::string_view host) const;
  // Whether a browser sent the request from one of our own pages: its Origin is this very host's, or one of `origins`.
  // Requires: is_own_host().
  [[nodiscard]] bool is_own_origin(const RequestHead& head) const;
};

// "regard.example.org:8080" and "[::1]:8080" without their ports.
[[nodiscard]] std::string_view without_port(std::string_view host);

}  // namespace regard::gateway
