#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "gateway/transport/coroutine.hpp"
#include "gateway/transport/handshake_turns.hpp"
#include "gateway/transport/http_message.hpp"
#include "gateway/transport/incoming_body.hpp"
#include "gateway/transport/trusted_proxies.hpp"
#include "gateway/transport/websocket_connection.hpp"

namespace regard::gateway {

// Serves HTTP requests on one TCP connection, one after the other. Must outlive serve().
class HttpConnection {
 public:
  // All must outlive this object.
  HttpConnection(Stream stream, HttpHandler& handler, const TrustedProxies& proxies);

  // Whether there is room for it. Call before serve(); until serve() is over the connection may be sent away.
  [[nodiscard]] bool enter(Lobby& lobby);

  // Under TLS, before serve(): false when the connection is over.
  Awaitable<bool> shake_hands(std::shared_ptr<HandshakeTurns> turns);

  // A WebSocket that was asked for, and the request that it still has to answer.
  struct Upgraded {
    std::shared_ptr<WebsocketConnection> connection;
    RequestHead request;
  };
  // Ends when the peer leaves, is too slow or speaks no HTTP, or with the WebSocket that takes the socket over.
  Awaitable<std::optional<Upgraded>> serve();

 private:
  void send_away();
  // False when the connection is over.
  Awaitable<bool> read_head();
  // Waits when many requests have come: see limits::kRequestPause.
  Awaitable<void> keep_pace();
  Awaitable<Answer> answer();
  // False when the connection is over.
  Awaitable<bool> write(Response response);
  Awaitable<void> refuse(BadRequest reason);
  // Closing at once would destroy the answer on its way to a peer that is still sending.
  Awaitable<void> linger();

  Stream stream_;
  HttpHandler& handler_;
  const TrustedProxies& proxies_;
  boost::asio::ip::address peer_;
  boost::beast::flat_buffer buffer_;
  // Of one request each.
  std::optional<RequestParser> parser_;
  std::optional<IncomingBody> body_;
  std::unique_ptr<Lobby::Place> place_;
  std::optional<HandshakeTurns::Turn> turn_;
  // When the next request would come of a peer that keeps the pace.
  std::chrono::steady_clock::time_point request_due_{};
};

}  // namespace regard::gateway
