#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace regard::gateway {

// The proxies that may say for whom they ask. Anybody can write X-Forwarded-For: it counts only as far back as proxies
// that are trusted have added to it.
class TrustedProxies {
 public:
  // Addresses, or networks such as "10.0.0.0/8". The error is one sentence.
  [[nodiscard]] static std::expected<TrustedProxies, std::string> parse(std::span<const std::string> texts);

  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;
  // Whoever a request comes from, as far as it is known: the peer, or whom trusted proxies name in the field, each of
  // which appends whom it was asked by ("client, proxy1, proxy2").
  [[nodiscard]] boost::asio::ip::address client_of(const boost::asio::ip::address& peer,
                                                   std::string_view forwarded_for) const;

 private:
  std::vector<boost::asio::ip::network_v4> networks_v4_;
  std::vector<boost::asio::ip::network_v6> networks_v6_;
};

}  // namespace regard::gateway
