#pragma once

#include <cstddef>

namespace regard::observer {

// What waits for the disk.
struct Pending {
  std::size_t events = 0;
  std::size_t bytes = 0;

  void add(const Pending& share) {
    events += share.events;
    bytes += share.bytes;
  }
  void subtract(const Pending& share) {
    events -= share.events;
    bytes -= share.bytes;
  }
  // Both are.
  [[nodiscard]] bool is_below(const Pending& limit) const { return events < limit.events && bytes < limit.bytes; }
};

}  // namespace regard::observer
