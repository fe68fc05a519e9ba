#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <utility>
#include <variant>

#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// One connection's bytes, in the clear or under TLS, with a deadline: one type, so that whatever speaks over it is
// written, and compiled, once. An AsyncStream in the words of Asio and Beast. Movable while no operation is under way.
class Stream {
 public:
  using executor_type = Executor;

  explicit Stream(TcpSocket socket) : layer_(std::in_place_type<InTheClear>, std::move(socket)) {}
  Stream(TcpSocket socket, boost::asio::ssl::context& tls)
      : layer_(std::in_place_type<UnderTls>, InTheClear{std::move(socket)}, tls) {}

  [[nodiscard]] executor_type get_executor() { return tcp().get_executor(); }
  [[nodiscard]] TcpSocket& socket() { return tcp().socket(); }
  [[nodiscard]] bool is_under_tls() const { return std::holds_alternative<UnderTls>(layer_); }

  // An operation that is not over by then fails, and the connection is closed.
  void expires_after(std::chrono::nanoseconds wait) { tcp().expires_after(wait); }
  void expires_never() { tcp().expires_never(); }
  void close() { tcp().close(); }

  // Waits for the peer's first byte; false when it does not come.
  [[nodiscard]] Awaitable<bool> is_heard(std::chrono::nanoseconds wait);
  // Before anything else under TLS; false when the peer does not bring it to its end. In the clear there is none.
  [[nodiscard]] Awaitable<bool> shake_hands();
  // Tells the peer that nothing more comes.
  [[nodiscard]] Awaitable<void> say_end();
  // Of the bytes as they are on the wire, behind say_end(): nothing can be made of them any more.
  [[nodiscard]] Awaitable<std::size_t> discard_some(boost::asio::mutable_buffer room);

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return initiate<Token>(
        [this](auto handler, const Buffers& into) {
          this->visit([&](auto& layer) { layer.async_read_some(into, std::move(handler)); });
        },
        token, buffers);
  }
  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return initiate<Token>(
        [this](auto handler, const Buffers& from) {
          this->visit([&](auto& layer) { layer.async_write_some(from, std::move(handler)); });
        },
        token, buffers);
  }

  // What Beast's WebSockets ask of a stream: how it is closed at once, and how at the end of a conversation.
  friend void beast_close_socket(Stream& stream) { stream.close(); }
  template <typename Handler>
  friend void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
    using boost::beast::websocket::async_teardown;
    stream.visit([&](auto& layer) { async_teardown(role, layer, std::forward<Handler>(handler)); });
  }

 private:
  using InTheClear = boost::beast::basic_stream<boost::asio::ip::tcp, Executor>;
  using UnderTls = boost::asio::ssl::stream<InTheClear>;

  template <typename Visitor>
  void visit(Visitor&& visitor) {
    std::visit(std::forward<Visitor>(visitor), layer_);
  }
  template <typename Token, typename Initiation, typename Buffers>
  static auto initiate(Initiation&& initiation, Token& token, const Buffers& buffers) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        std::forward<Initiation>(initiation), token, buffers);
  }
  [[nodiscard]] InTheClear& tcp() {
    auto* tls = std::get_if<UnderTls>(&layer_);
    return tls != nullptr ? tls->next_layer() : std::get<InTheClear>(layer_);
  }

  std::variant<InTheClear, UnderTls> layer_;
};

}  // namespace regard::gateway
