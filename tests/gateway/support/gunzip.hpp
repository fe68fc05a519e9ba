#pragma once

#include <zlib.h>

#include <array>
#include <stdexcept>
#include <string>

namespace regard::tests {

// Unpacks gzip, whatever its size; throws for what is none.
[[nodiscard]] inline std::string gunzip(std::string packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  std::array<char, 65'536> piece{};
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  (void)inflateEnd(&stream);
  if (state != Z_STREAM_END) throw std::runtime_error("this is not gzip");
  return out;
}

}  // namespace regard::tests
