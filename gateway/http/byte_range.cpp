#include "gateway/http/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "gateway/http/header_list.hpp"

namespace regard::gateway {
namespace {

// Digits and nothing else; what is too large for the type is as good as the largest.
std::optional<std::uint64_t> number_in(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t number = std::numeric_limits<std::uint64_t>::max();
  (void)std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

RangeAsked last_bytes(std::uint64_t count, std::uint64_t size_bytes) {
  if (count == 0 || size_bytes == 0) return UnsatisfiableRange{};
  const std::uint64_t taken = std::min(count, size_bytes);
  return ByteRange{size_bytes - taken, taken};
}

// If-Range with another version of the content asks for all of the new one (RFC 9110, section 13.1.5).
bool is_still_same(const RequestHead& request, std::string_view entity_tag) {
  const std::string_view if_range = header(request, http::field::if_range);
  return if_range.empty() || if_range == entity_tag;
}

RangeAsked range_in(const RequestHead& request, const SeekableContent& content) {
  if (request.method() != http::verb::get || !is_still_same(request, content.entity_tag)) return WholeRange{};
  return read_range(header(request, http::field::range), content.size_bytes);
}

Response unsatisfiable(Response response, const SeekableContent& content) {
  response.status = http::status::range_not_satisfiable;
  response.fields.set(http::field::content_range, "bytes */" + std::to_string(content.size_bytes));
  response.fields.erase(http::field::content_type);
  return response;
}

}  // namespace

RangeAsked read_range(std::string_view range, std::uint64_t size_bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (!equals_ignoring_case(range.substr(0, kUnit.size()), kUnit)) return WholeRange{};
  const std::string_view spec = trimmed(range.substr(kUnit.size()));
  const std::size_t dash = spec.find('-');
  if (dash == std::string_view::npos) return WholeRange{};
  const auto first = number_in(spec.substr(0, dash));
  const auto last = number_in(spec.substr(dash + 1));
  if (dash == 0 && last) return last_bytes(*last, size_bytes);
  const bool is_open = dash + 1 == spec.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) return WholeRange{};
  if (*first >= size_bytes) return UnsatisfiableRange{};
  const std::uint64_t last_byte = std::min(last.value_or(size_bytes - 1), size_bytes - 1);
  return ByteRange{*first, last_byte - *first + 1};
}

Response answer_range(const RequestHead& request, Response response, const SeekableContent& content) {
  response.fields.set(http::field::accept_ranges, "bytes");
  response.fields.set(http::field::etag, content.entity_tag);
  const RangeAsked asked = range_in(request, content);
  if (std::holds_alternative<UnsatisfiableRange>(asked)) return unsatisfiable(std::move(response), content);
  ByteRange range{0, content.size_bytes};
  if (const auto* part = std::get_if<ByteRange>(&asked)) {
    range = *part;
    response.status = http::status::partial_content;
    response.fields.set(http::field::content_range, "bytes " + std::to_string(range.first) + "-" +
                                                        std::to_string(range.first + range.size_bytes - 1) + "/" +
                                                        std::to_string(content.size_bytes));
  }
  response.body = content.open(range);
  return response;
}

}  // namespace regard::gateway
