#include "gateway/http/compression.hpp"

#include <zlib.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "gateway/http/header_list.hpp"
#include "gateway/http/limits.hpp"

namespace regard::gateway {
namespace {

// A quality in thousandths: "1", "0.5", "0.000". Nothing that is none counts as unwanted.
int quality_of(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  int thousandths = (text[0] - '0') * 1000;
  int weight = 100;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return 0;
    thousandths += (digit - '0') * std::exchange(weight, weight / 10);
  }
  return std::min(thousandths, 1000);
}

struct Wanted {
  std::string_view coding;
  int quality = 1000;
};

Wanted wanted_in(std::string_view element) {
  const std::size_t end = std::min(element.find(';'), element.size());
  const std::string_view parameter = trimmed(element.substr(std::min(end + 1, element.size())));
  Wanted wanted{trimmed(element.substr(0, end))};
  if (parameter.starts_with("q=") || parameter.starts_with("Q=")) wanted.quality = quality_of(parameter.substr(2));
  return wanted;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<int> gzip, any, identity;
  for (std::string_view list = accept_encoding; !list.empty();) {
    const Wanted wanted = wanted_in(take_element(list));
    if (equals_ignoring_case(wanted.coding, "gzip") || equals_ignoring_case(wanted.coding, "x-gzip")) {
      gzip = wanted.quality;
    } else if (equals_ignoring_case(wanted.coding, "identity")) {
      identity = wanted.quality;
    } else if (wanted.coding == "*") {
      any = wanted.quality;
    }
  }
  const int quality = gzip.value_or(any.value_or(0));
  return quality > 0 && quality >= identity.value_or(0);
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipFormat = 16 + MAX_WBITS;
  constexpr int kMemory = 8;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipFormat, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  // zlib only reads from it.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  // One call is enough: the room is the bound.
  (void)deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  (void)deflateEnd(&stream);
  return out;
}

bool is_worth_compressing(std::size_t plain_bytes, std::size_t compressed_bytes) {
  return compressed_bytes < plain_bytes - plain_bytes / 10;
}

Coded encode(std::string plain, bool is_gzip_accepted) {
  if (!is_gzip_accepted || plain.size() < limits::kMinCompressedBytes) return {std::move(plain), false};
  std::string compressed = gzip(plain, limits::kAnswerCompressionLevel);
  if (!is_worth_compressing(plain.size(), compressed.size())) return {std::move(plain), false};
  return {std::move(compressed), true};
}

}  // namespace regard::gateway
