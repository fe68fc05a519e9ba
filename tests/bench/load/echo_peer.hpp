#pragma once

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

// A WebSocket server that sends back what it is sent.
class EchoFactory final : public PeerFactory {
 public:
  // "/" or "/echo".
  explicit EchoFactory(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] std::unique_ptr<Peer> publisher() override;

 private:
  std::string path_;
};

}  // namespace regard::bench
