#pragma once

#include <cstdint>
#include <span>

#include "observer/uuid.hpp"

namespace regard::observer {

// Randomness is handed in: from the system in the server, from a seed in the simulation test.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;

  // A version 4 UUID (RFC 9562, section 5.4).
  [[nodiscard]] Uuid uuid();
};

}  // namespace regard::observer
