#pragma once

#include <string>

#include "tests/bench/load/peer.hpp"
#include "tests/bench/load/websocket.hpp"

namespace regard::bench {

// What every WebSocket peer has in common: the upgrade, the pings, and the cutting into messages.
class WebSocketPeer : public Peer {
 public:
  // `extra_headers` are whole lines.
  WebSocketPeer(std::string path, std::string extra_headers);

  void start(std::string& out) override;
  [[nodiscard]] std::expected<Heard, Failure> hear(std::string_view in, std::string& out) override;

 protected:
  virtual void opened(Heard& heard, std::string& out) = 0;
  [[nodiscard]] virtual std::expected<void, Failure> hear_message(std::string_view payload, Heard& heard,
                                                                  std::string& out) = 0;

 private:
  std::string path_;
  std::string extra_headers_;
  bool upgraded_ = false;
};

}  // namespace regard::bench
