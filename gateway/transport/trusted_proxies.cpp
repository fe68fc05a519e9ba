#include "gateway/transport/trusted_proxies.hpp"

#include <algorithm>

namespace regard::gateway {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

// "10.0.0.1" is a network of one.
std::string with_prefix(const std::string& text) {
  if (text.find('/') != std::string::npos) return text;
  return text + (text.find(':') == std::string::npos ? "/32" : "/128");
}

bool contains(const ip::network_v4& network, const ip::address_v4& address) {
  const auto mask = network.netmask().to_uint();
  return (address.to_uint() & mask) == (network.address().to_uint() & mask);
}

bool contains(const ip::network_v6& network, const ip::address_v6& address) {
  return ip::network_v6(address, network.prefix_length()).canonical() == network.canonical();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

// "192.0.2.1", and as some proxies write it, "192.0.2.1:4711" and "[2001:db8::1]:4711".
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const std::size_t colon = text.find(':');
  return colon == text.rfind(':') ? text.substr(0, colon) : text;
}

}  // namespace

std::expected<TrustedProxies, std::string> TrustedProxies::parse(std::span<const std::string> texts) {
  TrustedProxies proxies;
  for (const std::string& text : texts) {
    error_code error;
    const auto v4 = ip::make_network_v4(with_prefix(text), error);
    if (!error) {
      proxies.networks_v4_.push_back(v4);
      continue;
    }
    const auto v6 = ip::make_network_v6(with_prefix(text), error);
    if (error) return std::unexpected("\"" + text + "\" is neither an IP address nor a network such as 10.0.0.0/8");
    proxies.networks_v6_.push_back(v6);
  }
  return proxies;
}

bool TrustedProxies::contains(const ip::address& address) const {
  if (address.is_v4()) {
    return std::ranges::any_of(networks_v4_,
                               [&](const auto& network) { return gateway::contains(network, address.to_v4()); });
  }
  const ip::address_v6 v6 = address.to_v6();
  if (v6.is_v4_mapped()) return contains(ip::make_address_v4(ip::v4_mapped, v6));
  return std::ranges::any_of(networks_v6_, [&](const auto& network) { return gateway::contains(network, v6); });
}

ip::address TrustedProxies::client_of(const ip::address& peer, std::string_view forwarded_for) const {
  ip::address client = peer;
  while (contains(client) && !forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
    error_code error;
    const auto named = ip::make_address(std::string(without_port(trimmed(forwarded_for.substr(begin)))), error);
    if (error) return client;
    client = named;
    forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return client;
}

}  // namespace regard::gateway
