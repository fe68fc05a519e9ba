#pragma once

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <memory>
#include <string>

#include "tests/gateway/support/running_server.hpp"

// A client of its own, on Beast's own types: what the server's types promise is not taken for granted.
namespace regard::tests {

using ClientRequest = boost::beast::http::request<boost::beast::http::string_body>;
using ClientResponse = boost::beast::http::response<boost::beast::http::string_body>;
using boost::beast::http::field;
using boost::beast::http::verb;

[[nodiscard]] ClientRequest request(verb method, const std::string& target, const std::string& body = {});
[[nodiscard]] ClientRequest get(const std::string& target);
[[nodiscard]] ClientRequest with(ClientRequest request, field name, const std::string& value);

[[nodiscard]] boost::asio::awaitable<ClientResponse> exchange(RunningServer& server, ClientRequest request);
[[nodiscard]] ClientResponse ask(RunningServer& server, const ClientRequest& request);
[[nodiscard]] int status_of(RunningServer& server, const ClientRequest& request);
// The value of a field; empty when it is not there.
[[nodiscard]] std::string field_of(const ClientResponse& response, field name);

// Sends the bytes as they are, and gives everything that comes until the server closes.
[[nodiscard]] std::string ask_raw(RunningServer& server, const std::string& bytes);

using WebsocketClient = boost::beast::websocket::stream<boost::beast::tcp_stream>;

struct UpgradeRequest {
  std::string path = "/ws";
  std::string subprotocol = "regard.v1";
  std::string authorization{};
  std::string cookie{};
  std::string origin{};
};
struct Opened {
  std::unique_ptr<WebsocketClient> socket;
  int status = 0;
};
[[nodiscard]] Opened open_websocket(RunningServer& server, const UpgradeRequest& upgrade);
[[nodiscard]] std::string read_message(RunningServer& server, WebsocketClient& socket);
void write_message(RunningServer& server, WebsocketClient& socket, const std::string& bytes, bool is_text);
// Reads until the peer closes; the code of its close frame.
[[nodiscard]] int read_close(RunningServer& server, WebsocketClient& socket);

}  // namespace regard::tests
