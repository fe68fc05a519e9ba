#include "gateway/transport/http_connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <utility>

#include "gateway/http/websocket_routes.hpp"
#include "gateway/transport/limits.hpp"

namespace regard::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

// What browsers need to know to keep our pages to themselves. COOP and COEP also give them a finer clock.
void add_security_headers(Response& response) {
  response.set(http::field::server, "regard");
  response.set("Content-Security-Policy",
               "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; "
               "base-uri 'none'; form-action 'self'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Embedder-Policy", "require-corp");
}

bool is_parse_error(error_code error) {
  return error.category() == make_error_code(http::error::body_limit).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

HttpConnection::HttpConnection(TcpSocket socket, Site& site)
    : stream_(std::move(socket)), site_(site), buffer_(limits::kMaxHttpHeaderBytes + limits::kMaxHttpBodyBytes) {}

Awaitable<std::optional<HttpConnection::Upgraded>> HttpConnection::serve() {
  bool is_kept_alive = co_await read_request();
  while (is_kept_alive) {
    Response response;
    if (beast::websocket::is_upgrade(request_)) {
      auto route = route_websocket(request_, site_);
      if (route) {
        co_return Upgraded{
            std::make_shared<WebsocketConnection>(stream_.release_socket(), std::move(route->handler), route->options),
            std::move(request_)};
      }
      response = std::move(route.error());
    } else {
      response = co_await respond();
    }
    is_kept_alive = co_await write_response(std::move(response)) && co_await read_request();
  }
  co_return std::nullopt;
}

Awaitable<bool> HttpConnection::read_request() {
  http::request_parser<http::string_body> parser;
  parser.header_limit(limits::kMaxHttpHeaderBytes);
  parser.body_limit(limits::kMaxHttpBodyBytes);
  stream_.expires_after(limits::kHttpRequest);
  error_code error;
  co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
  if (error) {
    if (is_parse_error(error)) co_await refuse_malformed(error);
    co_return false;
  }
  request_ = parser.release();
  co_return true;
}

Awaitable<bool> HttpConnection::refuse_malformed(error_code error) {
  request_ = Request{http::verb::get, "/", 11};
  request_.keep_alive(false);
  const bool is_too_large = error == http::error::body_limit || error == http::error::header_limit;
  Response response =
      is_too_large ? error_response(request_, http::status::payload_too_large, "too_large",
                                    "The request is larger than this server accepts.")
                   : error_response(request_, http::status::bad_request, "malformed", "This is not an HTTP request.");
  co_return co_await write_response(std::move(response));
}

Awaitable<Response> HttpConnection::respond() {
  if (path_of(request_).starts_with("/api/")) co_return co_await call_api();
  if (request_.method() != http::verb::get && request_.method() != http::verb::head) {
    co_return error_response(request_, http::status::method_not_allowed, "method_not_allowed",
                             "Pages answer GET only.");
  }
  co_return site_.pages.serve(request_);
}

Awaitable<Response> HttpConnection::call_api() {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>&, void(Response)>(
      [this](auto handler) {
        const auto executor = asio::get_associated_executor(handler);
        site_.api.handle(request_, [executor, handler = std::move(handler)](Response response) mutable {
          // Posted: an answer may be there before the coroutine waits for it.
          asio::post(executor, [handler = std::move(handler), response = std::move(response)]() mutable {
            std::move(handler)(std::move(response));
          });
        });
      },
      use_awaitable);
}

Awaitable<bool> HttpConnection::write_response(Response response) {
  add_security_headers(response);
  response.keep_alive(request_.keep_alive());
  response.prepare_payload();
  http::response_serializer<http::string_body> serializer{response};
  error_code error;
  if (request_.method() == http::verb::head) {
    // The header of what GET would have got, length included, and no body.
    serializer.split(true);
    co_await http::async_write_header(stream_, serializer, asio::redirect_error(use_awaitable, error));
  } else {
    co_await http::async_write(stream_, serializer, asio::redirect_error(use_awaitable, error));
  }
  co_return !error && request_.keep_alive();
}

}  // namespace regard::gateway
