#include "gateway/transport/stream.hpp"

#include <boost/asio/redirect_error.hpp>
#include <memory>

namespace regard::gateway {

namespace asio = boost::asio;
using boost::system::error_code;

Awaitable<bool> Stream::shake_hands() {
  auto* tls = std::get_if<UnderTls>(&layer_);
  if (tls == nullptr) co_return true;
  error_code error;
  co_await tls->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(use_awaitable, error));
  co_return !error;
}

Awaitable<void> Stream::say_end() {
  error_code ignored;  // The connection is over either way.
  if (auto* tls = std::get_if<UnderTls>(&layer_)) {
    co_await tls->async_shutdown(asio::redirect_error(use_awaitable, ignored));
  }
  socket().shutdown(asio::socket_base::shutdown_send, ignored);
}

Awaitable<bool> Stream::is_heard(std::chrono::nanoseconds wait) {
  // A deadline that has passed may be told only when the stream is gone.
  const auto is_over = std::make_shared<bool>(false);
  Timer deadline{get_executor(), wait};
  deadline.async_wait([this, is_over](error_code cancelled) {
    if (!cancelled && !*is_over) close();
  });
  error_code error;
  co_await socket().async_wait(asio::socket_base::wait_read, asio::redirect_error(use_awaitable, error));
  *is_over = true;
  co_return !error;
}

Awaitable<std::size_t> Stream::discard_some(asio::mutable_buffer room) {
  error_code end;
  co_return co_await tcp().async_read_some(room, asio::redirect_error(use_awaitable, end));
}

}  // namespace regard::gateway
