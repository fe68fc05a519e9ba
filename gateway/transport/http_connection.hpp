#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <memory>
#include <optional>

#include "gateway/http/site.hpp"
#include "gateway/transport/coroutine.hpp"
#include "gateway/transport/http_types.hpp"
#include "gateway/transport/websocket_connection.hpp"

namespace regard::gateway {

// Serves HTTP requests on one TCP connection, one after the other. Must outlive serve().
class HttpConnection {
 public:
  // `site` must outlive this object.
  HttpConnection(TcpSocket socket, Site& site);

  // A WebSocket that was asked for, and the request that it still has to answer.
  struct Upgraded {
    std::shared_ptr<WebsocketConnection> connection;
    Request request;
  };
  // Ends when the peer leaves, is too slow or speaks no HTTP, or with the WebSocket that takes the socket over.
  Awaitable<std::optional<Upgraded>> serve();

 private:
  // False when the connection is over.
  Awaitable<bool> read_request();
  Awaitable<bool> refuse_malformed(boost::system::error_code error);
  Awaitable<Response> respond();
  Awaitable<Response> call_api();
  // False when the connection is over.
  Awaitable<bool> write_response(Response response);

  boost::beast::basic_stream<boost::asio::ip::tcp, Executor> stream_;
  Site& site_;
  boost::beast::flat_buffer buffer_;
  Request request_;
};

}  // namespace regard::gateway
