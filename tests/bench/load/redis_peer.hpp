#pragma once

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

// A Redis stream: XADD, and XREAD BLOCK for the observers.
class RedisFactory final : public PeerFactory {
 public:
  [[nodiscard]] std::unique_ptr<Peer> publisher() override;
  [[nodiscard]] std::unique_ptr<Peer> observer() override;
};

}  // namespace regard::bench
