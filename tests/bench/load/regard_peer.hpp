#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

// Regard, as an integration: each publisher opens a chat interview of its own and writes messages into it.
class RegardFactory final : public PeerFactory {
 public:
  struct Logins {
    std::string candidate;
    std::string assessor;
  };
  RegardFactory(std::string token, Logins logins) : token_(std::move(token)), logins_(std::move(logins)) {}

  [[nodiscard]] std::unique_ptr<Peer> publisher() override;
  [[nodiscard]] std::unique_ptr<Peer> observer() override;
  [[nodiscard]] std::unique_ptr<Peer> idler() override;

 private:
  std::string token_;
  Logins logins_;
  std::vector<std::string> recording_ids_;
};

}  // namespace regard::bench
