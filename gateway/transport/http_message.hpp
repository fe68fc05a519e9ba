#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/status.hpp>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/transport/body_source.hpp"
#include "gateway/transport/connection.hpp"
#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

namespace http = boost::beast::http;
using RequestHead = http::request_header<>;

// The request's target without its query, and its query without the question mark.
[[nodiscard]] std::string_view path_of(const RequestHead& head);
[[nodiscard]] std::string_view query_of(const RequestHead& head);
// Empty when there is none.
[[nodiscard]] std::string_view header(const RequestHead& head, http::field field);

enum class BodyFailure : std::uint8_t {
  // Larger than the limit.
  too_large,
  // The peer left, was too slow, or framed the body wrongly.
  broken,
};

// A request's body as it arrives. What is not read stays in the kernel, and the peer feels it through TCP.
class RequestBody {
 public:
  virtual ~RequestBody() = default;

  // How many bytes the whole body may have; 0 until it is set. Reading fails before more are held.
  virtual void set_limit(std::uint64_t max_bytes) = 0;

  // The next bytes, at most limits::kHttpPieceBytes; empty at the end. Valid until the next call; one call at a time.
  using Piece = std::expected<std::string_view, BodyFailure>;
  [[nodiscard]] virtual Awaitable<Piece> read_some() = 0;

  // The whole rest.
  [[nodiscard]] Awaitable<std::expected<std::string, BodyFailure>> read_all();
};

// One request as its handler sees it: a handle on what lives until its answer is written.
struct HttpRequest {
  const RequestHead* head = nullptr;
  RequestBody* body = nullptr;
  // Whoever asks, as far as it is known: see TrustedProxies.
  boost::asio::ip::address peer{};
};

// Content-Length, Transfer-Encoding, Connection and Server are the transport's to write.
struct Response {
  http::status status = http::status::ok;
  http::fields fields{};
  // Null for none.
  std::unique_ptr<BodySource> body{};
};

// The connection goes on as a WebSocket. Only for a request that asks for one.
struct Upgrade {
  std::shared_ptr<ConnectionHandler> handler;
  WebsocketOptions options;
};

using Answer = std::variant<Response, Upgrade>;

// What is not even a request.
enum class BadRequest : std::uint8_t {
  malformed,
  head_too_large,
  // None, several, or one that names no host.
  wrong_host,
  // How its body is framed is not known: it is not even known where the next request begins.
  unknown_coding,
  unknown_expectation,
};

// Whatever answers the requests of a server. Thread: the gateway's.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // The answer to HEAD is that to GET: its body is not asked for its bytes.
  [[nodiscard]] virtual Awaitable<Answer> answer(HttpRequest request) = 0;
  [[nodiscard]] virtual Response refuse(BadRequest reason) = 0;
};

}  // namespace regard::gateway
