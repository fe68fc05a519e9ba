#include "gateway/transport/websocket_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <utility>

#include "gateway/transport/limits.hpp"

namespace regard::gateway {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

// A control frame carries at most 125 bytes of UTF-8, two of them the code (RFC 6455, section 5.5).
std::string cut_reason(std::string reason) {
  constexpr std::size_t kMaxReasonBytes = 123;
  if (reason.size() <= kMaxReasonBytes) return reason;
  std::size_t end = kMaxReasonBytes;
  const auto is_within_character = [&] { return (static_cast<unsigned char>(reason[end]) & 0xC0U) == 0x80U; };
  while (end > 0 && is_within_character()) --end;
  reason.resize(end);
  return reason;
}

}  // namespace

WebsocketConnection::WebsocketConnection(Stream stream, std::shared_ptr<ConnectionHandler> handler,
                                         const WebsocketOptions& options)
    : stream_(std::move(stream)),
      handler_(std::move(handler)),
      read_buffer_(options.max_message_bytes + limits::kHttpPieceBytes),
      reading_resumed_(stream_.get_executor(), Timer::time_point::max()),
      close_deadline_(stream_.get_executor()) {
  stream_.read_message_max(options.max_message_bytes);
  configure(options.subprotocol);
}

void WebsocketConnection::configure(const std::string& subprotocol) {
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = limits::kHandshake;
  timeout.idle_timeout = limits::kSocketIdle;
  timeout.keep_alive_pings = true;
  stream_.set_option(timeout);
  // Compression costs up to 300 KB a connection and gains nothing on Protobuf: never offered.
  stream_.set_option(websocket::permessage_deflate{});
  // A message in one frame and one write, not in pieces of 4 KiB.
  stream_.auto_fragment(false);
  stream_.set_option(websocket::stream_base::decorator([subprotocol](websocket::response_type& response) {
    response.set(http::field::server, "regard");
    if (!subprotocol.empty()) response.set(http::field::sec_websocket_protocol, subprotocol);
  }));
}

Awaitable<void> WebsocketConnection::run(RequestHead request) {
  stream_.next_layer().expires_never();  // From here on Beast's WebSocket has deadlines of its own.
  const http::request<http::empty_body> upgrade{std::move(request)};
  const auto self = shared_from_this();
  error_code error;
  co_await stream_.async_accept(upgrade, asio::redirect_error(use_awaitable, error));
  if (error) co_return;
  is_open_ = true;
  handler_->on_open(*this);
  co_await read_all();
  on_closed();
}

Awaitable<void> WebsocketConnection::read_all() {
  error_code error;
  while (true) {
    co_await wait_for_handler();
    co_await stream_.async_read(read_buffer_, asio::redirect_error(use_awaitable, error));
    if (error) co_return;
    // Others may have used up the room while this message was on its way.
    co_await wait_for_handler();
    const auto bytes = read_buffer_.cdata();
    if (!closing_) handler_->on_message({static_cast<const char*>(bytes.data()), bytes.size()}, stream_.got_text());
    read_buffer_.consume(read_buffer_.size());
    if (read_buffer_.capacity() > limits::kKeptReadBufferBytes) read_buffer_.shrink_to_fit();
  }
}

Awaitable<void> WebsocketConnection::wait_for_handler() {
  error_code cancelled;
  // Once closing, the peer's close frame has to be read.
  while (!closing_ && !has_failed_ && !handler_->can_take_message()) {
    co_await reading_resumed_.async_wait(asio::redirect_error(use_awaitable, cancelled));
  }
}

void WebsocketConnection::on_closed() {
  is_open_ = false;
  close_deadline_.cancel();
  queue_.clear();
  queued_bytes_ = 0;
  handler_->on_closed();
}

void WebsocketConnection::send(OutMessage message) {
  if (!is_open_ || closing_) return;
  queued_bytes_ += message.bytes->size();
  queue_.push_back(std::move(message));
  if (!is_writing_) write_next();
}

void WebsocketConnection::write_next() {
  is_writing_ = true;
  stream_.text(queue_.front().is_text);
  stream_.async_write(asio::buffer(*queue_.front().bytes),
                      [self = shared_from_this(), bytes = queue_.front().bytes](error_code error, std::size_t) {
                        if (error) return self->on_write_failed();
                        if (self->is_open_) self->on_written(bytes->size());
                      });
}

void WebsocketConnection::on_written(std::size_t byte_count) {
  queued_bytes_ -= byte_count;
  queue_.pop_front();
  handler_->on_sent();
  if (!queue_.empty()) return write_next();
  is_writing_ = false;
  if (closing_) start_close();
}

void WebsocketConnection::on_write_failed() {
  has_failed_ = true;
  resume_reading();  // The reader finds out too, and ends the connection.
}

void WebsocketConnection::close(CloseCode code, std::string reason) {
  if (!is_open_ || closing_) return;
  closing_ = websocket::close_reason{static_cast<websocket::close_code>(code), cut_reason(std::move(reason))};
  resume_reading();
  close_deadline_.expires_after(limits::kCloseHandshake);
  close_deadline_.async_wait([self = shared_from_this()](error_code error) {
    if (error) return;
    self->stream_.next_layer().close();
  });
  if (!is_writing_) start_close();
}

void WebsocketConnection::start_close() {
  stream_.async_close(*closing_, [self = shared_from_this()](error_code) {
    // The reader ends with the handshake, or at the deadline: on_closed() is its business.
  });
}

void WebsocketConnection::resume_reading() { reading_resumed_.cancel(); }

}  // namespace regard::gateway
