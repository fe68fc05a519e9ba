#pragma once

#include <optional>

#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

// What is wrong with a request before anybody asks what it wants: RFC 9112 says how its target (3.2), its Host (3.2)
// and its Transfer-Encoding (6.1) have to be, RFC 9110 its Expect (10.1.1). Nothing when it is well formed; a target
// that came as a whole URL is then its path, and Host the URL's (RFC 9112, 3.2.2).
[[nodiscard]] std::optional<BadRequest> check_request(RequestHead& head);

}  // namespace regard::gateway
