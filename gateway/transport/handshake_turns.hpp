#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <unordered_map>

#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// A handshake under TLS costs the thread that serves everybody up to a millisecond, and anybody can ask for one. So
// they begin one after the other, at a pace, networks in turn; and only so many are under way, of one network and
// altogether, because a peer chooses the moment at which its own goes on. Thread: the gateway's.
class HandshakeTurns : public std::enable_shared_from_this<HandshakeTurns> {
 public:
  explicit HandshakeTurns(const Executor& executor) : pause_(executor) {}
  HandshakeTurns(const HandshakeTurns&) = delete;
  HandshakeTurns& operator=(const HandshakeTurns&) = delete;

  // Nobody's turn comes any more: the server goes, and the connections that wait after it.
  void end() { has_ended_ = true; }

  // One connection's turn, from its wait on; over when this object goes.
  class Turn {
   public:
    Turn(std::shared_ptr<HandshakeTurns> turns, boost::asio::ip::address network);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    // Until it has come, or was given up.
    [[nodiscard]] Awaitable<void> wait();
    void give_up();

   private:
    friend class HandshakeTurns;
    const std::shared_ptr<HandshakeTurns> turns_;
    const boost::asio::ip::address network_;
    Timer come_;
    bool is_under_way_ = false;
  };

 private:
  struct Network {
    std::deque<Turn*> waiting;
    std::size_t under_way_count = 0;
  };

  void leave(Turn& turn);
  // Begins the next handshake, unless it has to wait for the pace or for another one's end.
  void go_on();
  // Null when no network may begin one.
  [[nodiscard]] Turn* take_next();

  std::unordered_map<boost::asio::ip::address, Network> networks_;
  // Each network of which somebody waits, once.
  std::deque<boost::asio::ip::address> order_;
  std::size_t under_way_count_ = 0;
  Timer pause_;
  bool is_pausing_ = false;
  bool has_ended_ = false;
};

}  // namespace regard::gateway
