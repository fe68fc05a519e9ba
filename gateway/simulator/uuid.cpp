#include "gateway/simulator/uuid.hpp"

#include <cstdint>
#include <random>
#include <string_view>

namespace regard::simulator {

std::string make_uuid() {
  constexpr std::string_view hex_digits = "0123456789abcdef";
  std::random_device entropy;
  std::string uuid = "xxxxxxxx-xxxx-4xxx-Yxxx-xxxxxxxxxxxx";
  for (char& place : uuid) {
    const std::uint32_t random = entropy() & 0xF;
    if (place == 'x') place = hex_digits[random];
    if (place == 'Y') place = hex_digits[(random & 0x3) | 0x8];
  }
  return uuid;
}

}  // namespace regard::simulator
