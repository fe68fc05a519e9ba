#pragma once

#include <boost/asio/ssl.hpp>
#include <optional>
#include <string>

#include "tests/gateway/support/http_client.hpp"

// A client under TLS that believes every certificate, and says which one it saw.
namespace regard::tests {

struct TlsAnswer {
  ClientResponse response;
  // The common name in the server's certificate.
  std::string certificate_name;
};

// Nothing when the server does not speak TLS with this client, which speaks `max_version` (of OpenSSL) at most.
[[nodiscard]] std::optional<TlsAnswer> ask_under_tls(unsigned short port, ClientRequest request, int max_version = 0);

// The same, of a server that is stepped on the test's thread.
[[nodiscard]] std::optional<TlsAnswer> ask_under_tls(RunningServer& server, const ClientRequest& request,
                                                     int max_version = 0);

}  // namespace regard::tests
