#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/transport/http_message.hpp"

namespace regard::gateway {

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size_bytes = 0;

  bool operator==(const ByteRange&) const = default;
};
// The whole is answered: nothing was asked for, or several ranges, or nonsense (RFC 9110, section 14.2).
struct WholeRange {
  bool operator==(const WholeRange&) const = default;
};
struct UnsatisfiableRange {
  bool operator==(const UnsatisfiableRange&) const = default;
};
using RangeAsked = std::variant<WholeRange, ByteRange, UnsatisfiableRange>;

// What a Range header asks of content of `size_bytes`: "bytes=0-499", "bytes=500-", "bytes=-500".
[[nodiscard]] RangeAsked read_range(std::string_view range, std::uint64_t size_bytes);

// Content of which any part can be opened: a file, the sound of a recording.
struct SeekableContent {
  std::uint64_t size_bytes = 0;
  // A strong one.
  std::string entity_tag;
  std::function<std::unique_ptr<BodySource>(const ByteRange&)> open;
};
// Fills `response`, a 200 with all its other fields, with what the request asks for of the content: all of it, a part
// (206), or nothing (416).
[[nodiscard]] Response answer_range(const RequestHead& request, Response response, const SeekableContent& content);

}  // namespace regard::gateway
