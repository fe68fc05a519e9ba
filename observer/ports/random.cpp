#include "observer/ports/random.hpp"

namespace regard::observer {

Uuid Random::uuid() {
  Uuid id;
  fill(id.bytes);
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x40U);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
  return id;
}

}  // namespace regard::observer
