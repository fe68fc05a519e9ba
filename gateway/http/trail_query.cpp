#include "gateway/http/trail_query.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "gateway/accounts/login_rules.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/http/query_string.hpp"
#include "regard/v1/api/trail.pb.h"

namespace regard::gateway {
namespace {

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ptr != end || read.ec != std::errc{} || number < 0) return std::nullopt;
  return number;
}

// False when the value is none for it.
bool take(observer::TrailQuery& query, const QueryParameter& parameter) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  if (parameter.name == "login") {
    query.login = canonical_login(parameter.value);
    return true;
  }
  const auto number = number_in(parameter.value);
  if (!number) return false;
  const bool is_moment = *number <= std::numeric_limits<std::int64_t>::max() / kNsPerMs;
  if (parameter.name == "from" && is_moment) {
    query.from_wall_ns = *number * kNsPerMs;
  } else if (parameter.name == "until" && is_moment) {
    query.until_wall_ns = *number * kNsPerMs;
  } else if (parameter.name == "before") {
    query.before = number;
  } else if (parameter.name == "limit" && *number >= 1 && std::cmp_less_equal(*number, limits::kMaxInterviewsPage)) {
    query.limit = static_cast<std::size_t>(*number);
  } else if (parameter.name == "kind" && *number >= 1 && *number < v1::TrailKind_ARRAYSIZE) {
    query.kind = static_cast<observer::TrailKind>(*number);
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::expected<observer::TrailQuery, std::string> read_trail_query(std::string_view text) {
  const auto parameters = read_query(text);
  if (!parameters) return std::unexpected("The query cannot be read: an escape in it is broken.");
  observer::TrailQuery query{.limit = limits::kInterviewsPage};
  for (const QueryParameter& parameter : *parameters) {
    if (!take(query, parameter)) {
      return std::unexpected("\"" + parameter.name + "\" is no parameter here, or \"" + parameter.value +
                             "\" no value for it.");
    }
  }
  return query;
}

}  // namespace regard::gateway
