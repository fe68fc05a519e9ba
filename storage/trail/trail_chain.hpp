#pragma once

#include <cstdint>

#include "observer/ports/trail.hpp"
#include "storage/journal/chain.hpp"

namespace regard::storage {

// The chain of the access trail: chain(0) = H("regard trail 1"), chain(n) = H(chain(n-1) || number || kind || wall_ns
// || account_id || count || login || address || subject || detail), where H is BLAKE2b with 32 bytes, integers are 8
// bytes, little-endian, and a text follows its length.
[[nodiscard]] Digest trail_genesis();

// Where the chain goes on: behind the entry with this number.
struct TrailHead {
  std::int64_t number = 0;
  Digest chain{};

  bool operator==(const TrailHead&) const = default;
};
[[nodiscard]] Digest next_trail_link(const Digest& previous, std::int64_t number, const observer::TrailEntry& entry);

}  // namespace regard::storage
