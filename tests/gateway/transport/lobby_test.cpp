#include "gateway/transport/lobby.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace regard::gateway;
using boost::asio::ip::make_address;

namespace {

// Connections by name, and those that were sent away, in that order.
class Guests {
 public:
  explicit Guests(Lobby::Capacity capacity) : lobby(std::make_shared<Lobby>(capacity)) {}

  std::unique_ptr<Lobby::Place> enter(const std::string& name, const char* address, bool is_proxy = false) {
    return lobby->enter(make_address(address), is_proxy, [this, name] { sent_away.push_back(name); });
  }

  std::shared_ptr<Lobby> lobby;
  std::vector<std::string> sent_away;
};

}  // namespace

TEST_CASE("a full lobby sends away the one that has kept the server waiting longest") {
  Guests guests{{.connections = 2, .connections_a_network = 2}};
  const auto first = guests.enter("first", "192.0.2.1");
  const auto second = guests.enter("second", "192.0.2.2");
  first->work();
  first->wait_for_peer();
  const auto third = guests.enter("third", "192.0.2.3");
  CHECK(third);
  CHECK(guests.sent_away == std::vector<std::string>{"second"});
  CHECK(guests.lobby->count() == 2);
}

TEST_CASE("whom the server works for is not sent away - when that is everybody, nobody more comes in") {
  Guests guests{{.connections = 1, .connections_a_network = 1}};
  const auto served = guests.enter("served", "192.0.2.1");
  served->work();
  CHECK_FALSE(guests.enter("late", "192.0.2.2"));
  served->wait_for_peer();
  CHECK(guests.enter("later", "192.0.2.2"));
  CHECK(guests.sent_away == std::vector<std::string>{"served"});
}

TEST_CASE("a network that has its share takes places from itself, not from others") {
  Guests guests{{.connections = 10, .connections_a_network = 2}};
  const auto stranger = guests.enter("stranger", "192.0.2.1");
  const auto first = guests.enter("first", "2001:db8::1");
  const auto second = guests.enter("second", "2001:db8::2");
  const auto third = guests.enter("third", "2001:db8::ffff:ffff:ffff:3");
  CHECK(guests.sent_away == std::vector<std::string>{"first"});
  const auto next_door = guests.enter("next door", "2001:db8:1::1");
  CHECK(guests.sent_away.size() == 1);
}

TEST_CASE("the many peers of a proxy are not taken for one network") {
  Guests guests{{.connections = 10, .connections_a_network = 1}};
  const auto first = guests.enter("first", "192.0.2.1", true);
  const auto second = guests.enter("second", "192.0.2.1", true);
  CHECK(second);
  CHECK(guests.sent_away.empty());
}

TEST_CASE("a place that is given back is there for the next, for its network and for all") {
  Guests guests{{.connections = 1, .connections_a_network = 1}};
  for (int i = 0; i < 3; ++i) {
    CHECK(guests.enter("one of many", "192.0.2.1"));
    CHECK(guests.lobby->count() == 0);
  }
  CHECK(guests.sent_away.empty());
}

TEST_CASE("whoever was sent away leaves nothing behind when it goes, whatever it did meanwhile") {
  Guests guests{{.connections = 1, .connections_a_network = 1}};
  auto gone = guests.enter("gone", "192.0.2.1");
  const auto here = guests.enter("here", "192.0.2.1");
  gone->work();
  gone.reset();
  CHECK(guests.lobby->count() == 1);
}

TEST_CASE("an IPv4 address in IPv6 clothes is the IPv4 address") {
  CHECK(network_of(make_address("::ffff:192.0.2.1")) == make_address("192.0.2.1"));
}

TEST_CASE("a site may have 65,536 networks, each with a subscriber of its own") {
  CHECK(site_of(make_address("2001:db8:1:2::3")) == site_of(make_address("2001:db8:1:ffff::4")));
  CHECK(site_of(make_address("2001:db8:1:2::3")) != site_of(make_address("2001:db8:2:2::3")));
  CHECK(network_of(make_address("2001:db8:1:2::3")) == network_of(make_address("2001:db8:1:2:4::4")));
  CHECK(network_of(make_address("2001:db8:1:2::3")) != network_of(make_address("2001:db8:1:ffff::4")));
}
