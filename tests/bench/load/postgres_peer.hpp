#pragma once

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

// PostgreSQL by its own protocol (version 3): a prepared INSERT. Events of one turn share a transaction, which is the
// best that can be done for it: it delivers to nobody.
class PostgresFactory final : public PeerFactory {
 public:
  // Who may sign in without a password, and into which database.
  PostgresFactory(std::string user, std::string database) : user_(std::move(user)), database_(std::move(database)) {}
  [[nodiscard]] std::unique_ptr<Peer> publisher() override;

 private:
  std::string user_;
  std::string database_;
};

}  // namespace regard::bench
