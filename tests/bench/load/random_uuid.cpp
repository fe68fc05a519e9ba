#include "tests/bench/load/random_uuid.hpp"

#include <random>

#include "observer/uuid.hpp"

namespace regard::bench {

std::string random_uuid() {
  static std::random_device device;
  std::uniform_int_distribution<unsigned> any_byte(0, 0xff);
  observer::Uuid uuid;
  for (auto& byte : uuid.bytes) byte = static_cast<std::uint8_t>(any_byte(device));
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0fU) | 0x40U);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3fU) | 0x80U);
  return uuid.to_string();
}

}  // namespace regard::bench
