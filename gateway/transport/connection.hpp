#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace regard::gateway {

// Status codes of RFC 6455, section 7.4.1, and of the IANA registry it founded.
enum class CloseCode : std::uint16_t {
  going_away = 1001,
  policy_violation = 1008,
  internal_error = 1011,
  service_restart = 1012,
  try_again_later = 1013,
};

// A message as it goes out; shared, because many subscribers get the same bytes.
struct OutMessage {
  std::shared_ptr<const std::string> bytes;
  bool is_text = false;
};

struct WebsocketOptions {
  std::size_t max_message_bytes = 0;
  // Sent back in Sec-WebSocket-Protocol; empty for none.
  std::string subprotocol;
};

// One WebSocket as its handler sees it. Thread: the gateway's.
class Connection {
 public:
  virtual ~Connection() = default;
  // Queues a message; ignored once closing. The queue is bounded by its users, who see queued_bytes().
  virtual void send(OutMessage message) = 0;
  [[nodiscard]] virtual std::size_t queued_bytes() const = 0;
  // The queue, and what has come of a message that is not whole yet.
  [[nodiscard]] virtual std::size_t held_bytes() const = 0;
  // Starts the closing handshake behind what is queued; the handler hears on_closed() when it is over. Idempotent.
  virtual void close(CloseCode code, std::string reason) = 0;
  // The handler can take a message again: see ConnectionHandler::can_take_message(). Idempotent.
  virtual void resume_reading() = 0;
};

// What happens on a WebSocket. on_open comes first and on_closed last, each exactly once.
class ConnectionHandler {
 public:
  virtual ~ConnectionHandler() = default;
  // The connection outlives the handler's last call.
  virtual void on_open(Connection& connection) = 0;
  // Asked before each message. While it is false nothing more is read, and what has been read already is kept: the peer
  // feels it through TCP. Whoever said no calls Connection::resume_reading() when that has changed.
  [[nodiscard]] virtual bool can_take_message() const = 0;
  // The bytes are valid during the call only. Never called once the handler has closed the connection.
  virtual void on_message(std::string_view bytes, bool is_text) = 0;
  // A message left the queue.
  virtual void on_sent() = 0;
  virtual void on_closed() = 0;
};

}  // namespace regard::gateway
