#include "observer/uuid.hpp"

#include <cstring>

namespace regard::observer {
namespace {

constexpr std::size_t kTextLength = 36;

constexpr bool is_dash_position(std::size_t index) { return index == 8 || index == 13 || index == 18 || index == 23; }

constexpr std::uint8_t kNoDigit = 0xFF;

// The value of each hexadecimal digit; kNoDigit for every other character.
constexpr std::array<std::uint8_t, 256> kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t value = 0; value < 10; ++value) values.at('0' + value) = static_cast<std::uint8_t>(value);
  for (std::size_t value = 10; value < 16; ++value) {
    values.at('a' + value - 10) = static_cast<std::uint8_t>(value);
    values.at('A' + value - 10) = static_cast<std::uint8_t>(value);
  }
  return values;
}();

std::uint8_t hex_value(char character) { return kHexValues[static_cast<unsigned char>(character)]; }

}  // namespace

std::string Uuid::to_string() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(kTextLength, '-');
  std::size_t position = 0;
  for (const std::uint8_t byte : bytes) {
    if (is_dash_position(position)) ++position;
    text[position++] = kDigits[byte >> 4U];
    text[position++] = kDigits[byte & 0x0FU];
  }
  return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != kTextLength) return std::nullopt;
  Uuid id;
  std::size_t position = 0;
  for (std::uint8_t& byte : id.bytes) {
    if (is_dash_position(position) && text[position++] != '-') return std::nullopt;
    const std::uint8_t high = hex_value(text[position]);
    const std::uint8_t low = hex_value(text[position + 1]);
    if (high == kNoDigit || low == kNoDigit) return std::nullopt;
    byte = static_cast<std::uint8_t>(high << 4U | low);
    position += 2;
  }
  return id;
}

}  // namespace regard::observer

std::size_t std::hash<regard::observer::Uuid>::operator()(const regard::observer::Uuid& id) const noexcept {
  // The identifiers are random, but clients choose some of them: mix both halves so that neither alone decides.
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), id.bytes.data(), sizeof halves);
  return static_cast<std::size_t>(halves[0] ^ (halves[1] * 0x9E3779B97F4A7C15ULL));
}
