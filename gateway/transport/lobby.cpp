#include "gateway/transport/lobby.hpp"

#include <algorithm>
#include <boost/asio/ip/address_v6.hpp>
#include <utility>

namespace regard::gateway {

namespace ip = boost::asio::ip;

namespace {

// Of an IPv6 address; an IPv4 one is left whole.
ip::address first_bytes(const ip::address& address, std::size_t count) {
  if (address.is_v4()) return address;
  const ip::address_v6 v6 = address.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6);
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(count), bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes);
}

}  // namespace

std::unique_ptr<Lobby::Place> Lobby::enter(const ip::address& peer, bool is_proxy, std::function<void()> send_away) {
  ip::address network = site_of(peer);
  if (!make_room(network, is_proxy)) return nullptr;
  std::unique_ptr<Place> place(new Place(shared_from_this(), std::move(network), std::move(send_away)));
  place->position_ = waiting_.insert(waiting_.end(), place.get());
  ++count_by_network_[place->network_];
  return place;
}

bool Lobby::make_room(const ip::address& network, bool is_proxy) {
  const auto found = count_by_network_.find(network);
  const bool is_network_full =
      !is_proxy && found != count_by_network_.end() && found->second >= capacity_.connections_a_network;
  if (!is_network_full && count() < capacity_.connections) return true;
  const auto longest = std::ranges::find_if(
      waiting_, [&](const Place* place) { return !is_network_full || place->network_ == network; });
  if (longest == waiting_.end()) return false;
  Place& place = **longest;
  remove(place);
  place.was_sent_away_ = true;
  place.send_away_();
  return true;
}

void Lobby::remove(Place& place) {
  if (place.was_sent_away_) return;
  list_of(place).erase(place.position_);
  const auto count = count_by_network_.find(place.network_);
  if (--count->second == 0) count_by_network_.erase(count);
}

void Lobby::move(Place& place, bool is_waiting) {
  if (place.was_sent_away_) return;
  auto& from = list_of(place);
  place.is_waiting_ = is_waiting;
  auto& to = list_of(place);
  to.splice(to.end(), from, place.position_);
}

ip::address network_of(const ip::address& address) { return first_bytes(address, 8); }

ip::address site_of(const ip::address& address) { return first_bytes(address, 6); }

}  // namespace regard::gateway
