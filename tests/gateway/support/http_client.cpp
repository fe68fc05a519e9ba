#include "tests/gateway/support/http_client.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace regard::tests {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

asio::awaitable<std::string> exchange_raw(RunningServer& server, std::string bytes) {
  asio::ip::tcp::socket socket{server.io};
  co_await socket.async_connect(server.endpoint(), asio::use_awaitable);
  co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
  std::string answer;
  error_code end;
  co_await asio::async_read(socket, asio::dynamic_buffer(answer), asio::redirect_error(asio::use_awaitable, end));
  co_return answer;
}

asio::awaitable<Opened> open(RunningServer& server, UpgradeRequest upgrade) {
  auto socket = std::make_unique<WebsocketClient>(server.io);
  co_await socket->next_layer().async_connect(server.endpoint(), asio::use_awaitable);
  socket->set_option(websocket::stream_base::decorator([upgrade](websocket::request_type& out) {
    if (!upgrade.subprotocol.empty()) out.set(field::sec_websocket_protocol, upgrade.subprotocol);
    if (!upgrade.authorization.empty()) out.set(field::authorization, upgrade.authorization);
    if (!upgrade.cookie.empty()) out.set(field::cookie, upgrade.cookie);
    if (!upgrade.origin.empty()) out.set(field::origin, upgrade.origin);
  }));
  websocket::response_type response;
  error_code refused;
  co_await socket->async_handshake(response, server.host(), upgrade.path,
                                   asio::redirect_error(asio::use_awaitable, refused));
  co_return Opened{std::move(socket), static_cast<int>(response.result_int())};
}

asio::awaitable<std::string> read(WebsocketClient& socket) {
  beast::flat_buffer buffer;
  co_await socket.async_read(buffer, asio::use_awaitable);
  const auto bytes = buffer.cdata();
  co_return std::string(static_cast<const char*>(bytes.data()), bytes.size());
}

asio::awaitable<bool> write(WebsocketClient& socket, std::string bytes, bool is_text) {
  socket.text(is_text);
  co_await socket.async_write(asio::buffer(bytes), asio::use_awaitable);
  co_return true;
}

asio::awaitable<int> read_to_close(WebsocketClient& socket) {
  beast::flat_buffer buffer;
  error_code error;
  while (!error) {
    co_await socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
    buffer.clear();
  }
  co_return static_cast<int>(socket.reason().code);
}

}  // namespace

ClientRequest request(verb method, const std::string& target, const std::string& body) {
  ClientRequest out{method, target, 11};
  out.body() = body;
  return out;
}

ClientRequest get(const std::string& target) { return request(verb::get, target); }

ClientRequest with(ClientRequest request, field name, const std::string& value) {
  request.set(name, value);
  return request;
}

asio::awaitable<ClientResponse> exchange(RunningServer& server, ClientRequest request) {
  beast::tcp_stream stream{server.io};
  co_await stream.async_connect(server.endpoint(), asio::use_awaitable);
  request.set(field::host, server.host());
  request.prepare_payload();
  // The server may answer, and close, before it has read everything.
  error_code ignored;
  co_await http::async_write(stream, request, asio::redirect_error(asio::use_awaitable, ignored));
  http::response_parser<http::string_body> parser;
  parser.skip(request.method() == verb::head);
  parser.body_limit(boost::none);
  beast::flat_buffer buffer;
  co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
  co_return parser.release();
}

ClientResponse ask(RunningServer& server, const ClientRequest& request) {
  return server.run(exchange(server, request));
}

int status_of(RunningServer& server, const ClientRequest& request) {
  return static_cast<int>(ask(server, request).result_int());
}

std::string field_of(const ClientResponse& response, field name) { return std::string(response[name]); }

std::string ask_raw(RunningServer& server, const std::string& bytes) { return server.run(exchange_raw(server, bytes)); }

Opened open_websocket(RunningServer& server, const UpgradeRequest& upgrade) {
  return server.run(open(server, upgrade));
}

std::string read_message(RunningServer& server, WebsocketClient& socket) { return server.run(read(socket)); }

void write_message(RunningServer& server, WebsocketClient& socket, const std::string& bytes, bool is_text) {
  server.run(write(socket, bytes, is_text));
}

int read_close(RunningServer& server, WebsocketClient& socket) { return server.run(read_to_close(socket)); }

}  // namespace regard::tests
