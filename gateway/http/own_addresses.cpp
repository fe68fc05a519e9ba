#include "gateway/http/own_addresses.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>

namespace regard::gateway {
namespace {

using boost::beast::iequals;

// Without its port, "[::1]" without its brackets.
std::string_view name_of(std::string_view host) {
  const std::string_view name = without_port(host);
  return name.starts_with('[') ? name.substr(1, name.find(']') - 1) : name;
}

bool is_address(std::string_view name) {
  boost::system::error_code error;
  boost::asio::ip::make_address(std::string(name), error);
  return !error;
}

std::string_view host_of_origin(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

}  // namespace

std::string_view without_port(std::string_view host) {
  const std::size_t name_end = host.starts_with('[') ? std::min(host.find(']'), host.size()) : 0;
  return host.substr(0, host.find(':', name_end));
}

bool OwnAddresses::is_own_host(std::string_view host) const {
  const std::string_view name = name_of(host);
  if (host.empty() || is_address(name) || iequals(name, "localhost")) return true;
  if (std::ranges::any_of(hosts, [name](const auto& own) { return iequals(own, name); })) return true;
  return std::ranges::any_of(origins,
                             [name](const auto& origin) { return iequals(name_of(host_of_origin(origin)), name); });
}

bool OwnAddresses::is_own_origin(const RequestHead& head) const {
  const std::string_view origin = header(head, http::field::origin);
  if (std::ranges::find(origins, origin) != origins.end()) return true;
  const std::string host{header(head, http::field::host)};
  if (host.empty()) return false;
  return origin == "https://" + host || (!is_secure && origin == "http://" + host);
}

}  // namespace regard::gateway
