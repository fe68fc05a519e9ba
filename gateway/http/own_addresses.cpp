#include "gateway/http/own_addresses.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>

namespace regard::gateway {
namespace {

using boost::beast::iequals;

// "regard.example.org:8080" and "[::1]:8080" without their ports, the latter without its brackets.
std::string_view name_of(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
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
