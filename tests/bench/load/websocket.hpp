#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

enum class Opcode : std::uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };

struct Message {
  Opcode opcode = Opcode::kBinary;
  std::string_view payload;
  std::size_t frame_bytes = 0;
};

// Appends the request that opens a WebSocket; `extra_headers` are whole lines.
void append_upgrade(std::string_view path, std::string_view extra_headers, std::string& out);

// Bytes of the server's agreement at the start of `in`, nothing while it is incomplete; the failure is its refusal.
[[nodiscard]] std::expected<std::optional<std::size_t>, Failure> read_upgrade(std::string_view in);

// Appends a whole masked message.
void append_message(Opcode opcode, std::string_view payload, std::string& out);

// The message at the start of `in`, nothing while it is incomplete. Fragments are refused: the measured servers send
// none.
[[nodiscard]] std::expected<std::optional<Message>, Failure> read_message(std::string_view in);

}  // namespace regard::bench
