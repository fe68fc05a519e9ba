#include "gateway/transport/request_check.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <string>

namespace regard::gateway {
namespace {

using boost::beast::iequals;

bool is_host(std::string_view host) {
  constexpr std::string_view kPunctuation = ".-_:[]";
  return !host.empty() && std::ranges::all_of(host, [kPunctuation](char c) {
    const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return is_alphanumeric || kPunctuation.find(c) != std::string_view::npos;
  });
}

bool has_one_good_host(const RequestHead& head) {
  const auto count = head.count(http::field::host);
  if (count == 0) return head.version() < 11;
  return count == 1 && is_host(header(head, http::field::host));
}

bool has_known_coding(const RequestHead& head) {
  const auto count = head.count(http::field::transfer_encoding);
  return count == 0 || (count == 1 && head.version() >= 11 && iequals(head[http::field::transfer_encoding], "chunked"));
}

bool has_known_expectation(const RequestHead& head) {
  const auto count = head.count(http::field::expect);
  return count == 0 || (count == 1 && iequals(head[http::field::expect], "100-continue"));
}

// "http://host/path?query" becomes "/path?query", for host. False when it is none of both.
bool take_origin_form(RequestHead& head) {
  const std::string target{head.target().data(), head.target().size()};
  if (target.starts_with('/')) return true;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!iequals(std::string_view(target).substr(0, scheme.size()), scheme)) continue;
    const std::size_t path = std::min(target.find_first_of("/?", scheme.size()), target.size());
    const std::string host = target.substr(scheme.size(), path - scheme.size());
    if (!is_host(host)) return false;
    const std::string rest = target.substr(path);
    head.set(http::field::host, host);
    head.target(rest.starts_with('/') ? rest : "/" + rest);
    return true;
  }
  return target == "*" && head.method() == http::verb::options;
}

}  // namespace

std::optional<BadRequest> check_request(RequestHead& head) {
  if (!has_known_coding(head)) return BadRequest::unknown_coding;
  if (!has_one_good_host(head)) return BadRequest::wrong_host;
  if (!take_origin_form(head)) return BadRequest::malformed;
  if (!has_known_expectation(head)) return BadRequest::unknown_expectation;
  return std::nullopt;
}

}  // namespace regard::gateway
