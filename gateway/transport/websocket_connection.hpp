#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <memory>
#include <string>

#include "gateway/transport/connection.hpp"
#include "gateway/transport/coroutine.hpp"
#include "gateway/transport/http_message.hpp"
#include "gateway/transport/stream.hpp"

namespace regard::gateway {

// A WebSocket over Beast: one reader, one writer, a queue before the writer. Keeps itself alive while it runs.
class WebsocketConnection final : public Connection, public std::enable_shared_from_this<WebsocketConnection> {
 public:
  WebsocketConnection(Stream stream, std::shared_ptr<ConnectionHandler> handler, const WebsocketOptions& options);

  // Answers the upgrade, then reads until the connection ends.
  Awaitable<void> run(RequestHead request);

  void send(OutMessage message) override;
  [[nodiscard]] std::size_t queued_bytes() const override { return queued_bytes_; }
  [[nodiscard]] std::size_t held_bytes() const override { return queued_bytes_ + read_buffer_.capacity(); }
  void close(CloseCode code, std::string reason) override;
  void resume_reading() override;

 private:
  void configure(const std::string& subprotocol);
  Awaitable<void> read_all();
  // Until the handler can take a message, or the connection is closing.
  Awaitable<void> wait_for_handler();
  void write_next();
  void on_written(std::size_t byte_count);
  void on_write_failed();
  void start_close();
  void on_closed();

  boost::beast::websocket::stream<Stream> stream_;
  std::shared_ptr<ConnectionHandler> handler_;
  boost::beast::flat_buffer read_buffer_;
  std::deque<OutMessage> queue_;
  std::size_t queued_bytes_ = 0;
  bool is_writing_ = false;
  bool is_open_ = false;
  bool has_failed_ = false;
  // Waits for resume_reading(); expires never, is only ever cancelled.
  Timer reading_resumed_;
  Timer close_deadline_;
  std::optional<boost::beast::websocket::close_reason> closing_;
};

}  // namespace regard::gateway
