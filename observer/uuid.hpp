#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace regard::observer {

// A 128-bit identifier; its text form is the usual 8-4-4-4-12 in lower case. All zero means "none".
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
  [[nodiscard]] std::string to_string() const;
  // Upper case is accepted; nothing else than the 36-character form is.
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text);
};

using RecordingId = Uuid;
using EventId = Uuid;
using AccountId = Uuid;
using ClientId = Uuid;

}  // namespace regard::observer

template <>
struct std::hash<regard::observer::Uuid> {
  std::size_t operator()(const regard::observer::Uuid& id) const noexcept;
};
