#pragma once

#include <string>
#include <string_view>

namespace regard::gateway {

// Whether a peer whose Accept-Encoding is this wants gzip at least as much as the plain bytes (RFC 9110, section
// 12.5.3). Without the header: no.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

// `level`: 1, quick, to 9, small.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);

// Whether the compressed form is worth a second form of the answer: a tenth smaller at least.
[[nodiscard]] bool is_worth_compressing(std::size_t plain_bytes, std::size_t compressed_bytes);

// Bytes in the form in which they go out.
struct Coded {
  std::string bytes;
  bool is_gzip = false;
};
// Compresses where the peer takes it and it pays. On any thread: long answers on the one that renders them.
[[nodiscard]] Coded encode(std::string plain, bool is_gzip_accepted);

}  // namespace regard::gateway
