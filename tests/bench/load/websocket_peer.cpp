#include "tests/bench/load/websocket_peer.hpp"

#include <utility>

namespace regard::bench {

WebSocketPeer::WebSocketPeer(std::string path, std::string extra_headers)
    : path_(std::move(path)), extra_headers_(std::move(extra_headers)) {}

void WebSocketPeer::start(std::string& out) { append_upgrade(path_, extra_headers_, out); }

std::expected<Heard, Failure> WebSocketPeer::hear(std::string_view in, std::string& out) {
  Heard heard;
  if (!upgraded_) {
    const auto agreement_bytes = read_upgrade(in);
    if (!agreement_bytes) return std::unexpected(agreement_bytes.error());
    if (!*agreement_bytes) return heard;
    upgraded_ = true;
    heard.bytes_used = **agreement_bytes;
    opened(heard, out);
  }
  while (true) {
    const auto message = read_message(in.substr(heard.bytes_used));
    if (!message) return std::unexpected(message.error());
    if (!*message) return heard;
    heard.bytes_used += (*message)->frame_bytes;
    const std::string_view payload = (*message)->payload;
    switch ((*message)->opcode) {
      case Opcode::kClose:
        return std::unexpected("the server closed the WebSocket: " +
                               std::string(payload.substr(payload.empty() ? 0 : 2)));
      case Opcode::kPing:
        append_message(Opcode::kPong, payload, out);
        break;
      case Opcode::kPong:
        break;
      default:
        if (auto understood = hear_message(payload, heard, out); !understood)
          return std::unexpected(understood.error());
    }
  }
}

}  // namespace regard::bench
