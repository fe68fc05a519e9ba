#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// A handshake under TLS costs the thread that serves everybody up to a millisecond, and anybody can ask for one. So
// they begin one after the other, at a pace, networks in turn; and only so many are under way, of one network and
// altogether, because a peer chooses the moment at which its own goes on. One that takes its time is sent away when
// somebody waits for its place. Thread: the gateway's.
class HandshakeTurns : public std::enable_shared_from_this<HandshakeTurns> {
 public:
  explicit HandshakeTurns(const Executor& executor) : patience_(executor), pause_(executor) {}
  HandshakeTurns(const HandshakeTurns&) = delete;
  HandshakeTurns& operator=(const HandshakeTurns&) = delete;

  // Nobody's turn comes any more: the server goes, and the connections that wait after it.
  void end() {
    has_ended_ = true;
    patience_.cancel();
  }

  // One connection's turn, from its wait on; over when this object goes.
  class Turn {
   public:
    // `send_away` ends the connection; the turn goes soon after.
    Turn(std::shared_ptr<HandshakeTurns> turns, boost::asio::ip::address network, std::function<void()> send_away);
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
    const std::function<void()> send_away_;
    Timer come_;
    bool is_under_way_ = false;
    Timer::time_point patience_end_{};
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
  void begin(Turn& turn);
  // The oldest one that takes a place somebody waits for, of those that were not sent away yet; null when there is
  // none.
  [[nodiscard]] Turn* find_slowest();
  // Now, or when its patience ends.
  void send_away(Turn& slowest);

  std::unordered_map<boost::asio::ip::address, Network> networks_;
  // Each network of which somebody waits, once.
  std::deque<boost::asio::ip::address> order_;
  std::size_t under_way_count_ = 0;
  // Those under way that were not sent away, the oldest first.
  std::deque<Turn*> patient_;
  Timer patience_;
  Timer pause_;
  bool is_pausing_ = false;
  bool has_ended_ = false;
};

}  // namespace regard::gateway
