#include "gateway/site.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <utility>

#include "gateway/limits.hpp"
#include "gateway/websocket_routes.hpp"

namespace regard::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using HttpStream = beast::basic_stream<asio::ip::tcp, Executor>;

bool is_api(const Request& request) { return path_of(request).starts_with("/api/"); }

Awaitable<Response> call_api(Api& api, const Request& request) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>&, void(Response)>(
      [&](auto handler) {
        const auto executor = asio::get_associated_executor(handler);
        api.handle(request, [executor, handler = std::move(handler)](Response response) mutable {
          // Posted: an answer may be there before the coroutine waits for it.
          asio::post(executor, [handler = std::move(handler), response = std::move(response)]() mutable {
            std::move(handler)(std::move(response));
          });
        });
      },
      use_awaitable);
}

Awaitable<Response> respond(const Request& request, Site& site) {
  if (is_api(request)) co_return co_await call_api(site.api, request);
  if (request.method() != http::verb::get && request.method() != http::verb::head) {
    co_return error_response(request, http::status::method_not_allowed, "method_not_allowed", "Pages answer GET only.");
  }
  co_return site.pages.serve(request);
}

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

Awaitable<bool> write_response(HttpStream& stream, const Request& request, Response response) {
  add_security_headers(response);
  response.keep_alive(request.keep_alive());
  response.prepare_payload();
  http::response_serializer<http::string_body> serializer{response};
  // A response to HEAD has the header of the GET's, length included, and no body.
  serializer.split(request.method() == http::verb::head);
  error_code error;
  if (request.method() == http::verb::head) {
    co_await http::async_write_header(stream, serializer, asio::redirect_error(use_awaitable, error));
  } else {
    co_await http::async_write(stream, serializer, asio::redirect_error(use_awaitable, error));
  }
  co_return !error && request.keep_alive();
}

Awaitable<bool> refuse_request(HttpStream& stream, error_code error) {
  Request nothing{http::verb::get, "/", 11};
  nothing.keep_alive(false);
  const bool is_too_large = error == http::error::body_limit || error == http::error::header_limit;
  const auto status = is_too_large ? http::status::payload_too_large : http::status::bad_request;
  co_return co_await write_response(stream, nothing,
                                    error_response(nothing, status, is_too_large ? "too_large" : "malformed",
                                                   is_too_large ? "The request is larger than this server accepts."
                                                                : "This is not an HTTP request."));
}

bool is_parse_error(error_code error) {
  return error.category() == make_error_code(http::error::body_limit).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

Awaitable<void> serve_connection(TcpSocket socket, Site& site) {
  HttpStream stream{std::move(socket)};
  beast::flat_buffer buffer{limits::kMaxHttpHeaderBytes + limits::kMaxHttpBodyBytes};
  bool is_kept_alive = true;
  while (is_kept_alive) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(limits::kMaxHttpHeaderBytes);
    parser.body_limit(limits::kMaxHttpBodyBytes);
    stream.expires_after(limits::kHttpRequest);
    error_code error;
    co_await http::async_read(stream, buffer, parser, asio::redirect_error(use_awaitable, error));
    if (error) {
      if (is_parse_error(error)) co_await refuse_request(stream, error);
      co_return;
    }
    Request request = parser.release();
    if (beast::websocket::is_upgrade(request)) {
      auto route = route_websocket(request, site);
      if (route) {
        auto connection = std::make_shared<WebsocketConnection>(stream.release_socket(), std::move(route->handler),
                                                                std::move(route->options));
        co_return co_await connection->run(std::move(request));
      }
      is_kept_alive = co_await write_response(stream, request, std::move(route.error()));
    } else {
      // A named variable, not a part of the call: an answer may take as long as a password check.
      Response response = co_await respond(request, site);
      is_kept_alive = co_await write_response(stream, request, std::move(response));
    }
  }
}

}  // namespace regard::gateway
