#include "tests/bench/load/websocket.hpp"

#include <array>

namespace regard::bench {
namespace {

constexpr std::uint8_t kFinal = 0x80;
constexpr std::uint8_t kMasked = 0x80;
constexpr std::size_t kShortLength = 125;
constexpr std::uint8_t kLength16 = 126;
constexpr std::uint8_t kLength64 = 127;
// Masking protects proxies from scripts, neither of which is here; any key but zero makes the server unmask.
constexpr std::array<char, 4> kMask = {0x37, 0x11, 0x5a, 0x2c};

std::uint8_t byte_at(std::string_view in, std::size_t index) { return static_cast<std::uint8_t>(in[index]); }

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8U | static_cast<std::uint8_t>(byte);
  return value;
}

void append_length(std::size_t length, std::string& out) {
  if (length <= kShortLength) {
    out.push_back(static_cast<char>(kMasked | length));
    return;
  }
  // The load generator's own messages are far below 64 KiB.
  out.push_back(static_cast<char>(kMasked | kLength16));
  out.push_back(static_cast<char>(length >> 8U));
  out.push_back(static_cast<char>(length & 0xffU));
}

}  // namespace

void append_upgrade(std::string_view path, std::string_view extra_headers, std::string& out) {
  out.append("GET ").append(path).append(
      " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
  out.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
  out.append(extra_headers).append("\r\n");
}

std::expected<std::optional<std::size_t>, Failure> read_upgrade(std::string_view in) {
  const std::size_t end = in.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  if (!in.starts_with("HTTP/1.1 101")) return std::unexpected("the server refused the WebSocket: " + std::string(in));
  return end + 4;
}

void append_message(Opcode opcode, std::string_view payload, std::string& out) {
  out.push_back(static_cast<char>(kFinal | static_cast<std::uint8_t>(opcode)));
  append_length(payload.size(), out);
  out.append(kMask.data(), kMask.size());
  const std::size_t start = out.size();
  out.append(payload);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    out[start + i] = static_cast<char>(out[start + i] ^ kMask[i % kMask.size()]);
  }
}

std::expected<std::optional<Message>, Failure> read_message(std::string_view in) {
  if (in.size() < 2) return std::nullopt;
  if ((byte_at(in, 0) & kFinal) == 0) return std::unexpected("the server sent a fragment");
  std::size_t header_bytes = 2;
  std::uint64_t length = byte_at(in, 1);
  if (length == kLength16 || length == kLength64) {
    const std::size_t length_bytes = length == kLength16 ? 2 : 8;
    header_bytes += length_bytes;
    if (in.size() < header_bytes) return std::nullopt;
    length = big_endian(in.substr(2, length_bytes));
  }
  if (in.size() - header_bytes < length) return std::nullopt;
  const auto opcode = static_cast<Opcode>(byte_at(in, 0) & 0x0fU);
  return Message{opcode, in.substr(header_bytes, length), header_bytes + length};
}

}  // namespace regard::bench
