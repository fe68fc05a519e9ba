#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <unordered_map>
#include <utility>

namespace regard::gateway {

// The connections that are not WebSockets: anybody can open them, at no cost. There are only so many of them, from one
// network and altogether; at the limit a newcomer takes the place of the one that has kept the server waiting longest.
// So a crowd of idle connections shuts nobody out. Thread: the gateway's.
class Lobby : public std::enable_shared_from_this<Lobby> {
 public:
  struct Capacity {
    std::size_t connections = 0;
    std::size_t connections_a_network = 0;
  };
  explicit Lobby(Capacity capacity) : capacity_(capacity) {}

  // One connection's place; given back when this object goes. Keeps the lobby.
  class Place {
   public:
    ~Place() { lobby_->remove(*this); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // The peer has to do something next: send its request, or take the answer. From now on it may be sent away.
    void wait_for_peer() { lobby_->move(*this, true); }
    // The server works for it, and does not send it away meanwhile.
    void work() { lobby_->move(*this, false); }

   private:
    friend class Lobby;
    Place(std::shared_ptr<Lobby> lobby, boost::asio::ip::address network, std::function<void()> send_away)
        : lobby_(std::move(lobby)), network_(std::move(network)), send_away_(std::move(send_away)) {}

    const std::shared_ptr<Lobby> lobby_;
    const boost::asio::ip::address network_;
    const std::function<void()> send_away_;
    // Both are meaningless once it was sent away.
    std::list<Place*>::iterator position_;
    bool is_waiting_ = true;
    bool was_sent_away_ = false;
  };

  // A place for a connection whose peer has to speak first; a proxy's peers are many, and its network has no limit of
  // its own. `send_away` ends the connection. Null when there is no place: the server works for all the others.
  [[nodiscard]] std::unique_ptr<Place> enter(const boost::asio::ip::address& peer, bool is_proxy,
                                             std::function<void()> send_away);

  [[nodiscard]] std::size_t count() const { return waiting_.size() + served_.size(); }

 private:
  [[nodiscard]] bool make_room(const boost::asio::ip::address& network, bool is_proxy);
  void remove(Place& place);
  void move(Place& place, bool is_waiting);
  [[nodiscard]] std::list<Place*>& list_of(const Place& place) { return place.is_waiting_ ? waiting_ : served_; }

  const Capacity capacity_;
  // Whom the server has waited for longest comes first.
  std::list<Place*> waiting_;
  std::list<Place*> served_;
  std::unordered_map<boost::asio::ip::address, std::size_t> count_by_network_;
};

// Where a peer comes from, as far as one subscriber of a network can be told from another: an IPv4 address, or the
// first 64 bits of an IPv6 one.
[[nodiscard]] boost::asio::ip::address network_of(const boost::asio::ip::address& address);
// What one subscriber may have of networks: an IPv4 address, or the first 48 bits of an IPv6 one (RFC 6177). Others may
// have to share it: it bounds places and turns, and keeps nobody out.
[[nodiscard]] boost::asio::ip::address site_of(const boost::asio::ip::address& address);

}  // namespace regard::gateway
