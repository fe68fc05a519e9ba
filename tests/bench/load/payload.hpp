#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace regard::bench {

// About a spoken sentence; the same for every server.
inline constexpr std::size_t kPayloadBytes = 200;

// A payload that says when it was due to be sent, so that whoever receives it can tell the delay.
inline std::string payload_due_at(std::int64_t due_ns) {
  std::string payload = std::to_string(due_ns) + ' ';
  payload.resize(kPayloadBytes, 'x');
  return payload;
}

// 0 for anything but such a payload.
inline std::int64_t due_ns_of(std::string_view payload) {
  std::int64_t due_ns = 0;
  std::from_chars(payload.data(), payload.data() + payload.size(), due_ns);
  return due_ns;
}

}  // namespace regard::bench
