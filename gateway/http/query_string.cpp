#include "gateway/http/query_string.hpp"

#include <algorithm>
#include <charconv>

namespace regard::gateway {
namespace {

std::optional<char> byte_in(std::string_view two_digits) {
  unsigned byte = 0;
  const auto read = std::from_chars(two_digits.begin(), two_digits.end(), byte, 16);
  if (two_digits.size() != 2 || read.ptr != two_digits.end() || read.ec != std::errc{}) return std::nullopt;
  return static_cast<char>(byte);
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const auto byte = byte_in(text.substr(i + 1, 2));
    if (!byte) return std::nullopt;
    out += *byte;
    i += 2;
  }
  return out;
}

}  // namespace

std::optional<std::vector<QueryParameter>> read_query(std::string_view query) {
  std::vector<QueryParameter> parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals));
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return std::nullopt;
    parameters.push_back({std::move(*name), std::move(*value)});
  }
  return parameters;
}

}  // namespace regard::gateway
