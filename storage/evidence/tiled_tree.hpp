#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "storage/evidence/limits.hpp"
#include "storage/evidence/merkle.hpp"

namespace regard::storage {

// A tree that keeps the root of each full tile, which is kTileLeaves leaves from a multiple of kTileLeaves on, and of
// the leaves only those behind the last full tile: an eighth of a byte an event. What a proof needs of a tile's inside
// is given for the time of the proof. One thread at a time.
class TiledTree {
 public:
  using Tile = std::vector<TreeHash>;

  // A tree of so many full tiles.
  explicit TiledTree(std::vector<TreeHash> tile_roots = {}) : tile_roots_(std::move(tile_roots)) {}

  // The root of the tile that is full now, if one is.
  std::optional<TreeHash> append(const TreeHash& leaf);

  [[nodiscard]] std::uint64_t size() const { return tile_roots_.size() * kTileLeaves + tail_.size(); }
  [[nodiscard]] std::uint64_t tile_count() const { return tile_roots_.size(); }
  [[nodiscard]] TreeHash root() const;

  // Full tiles whose leaves are at hand.
  using Tiles = std::map<std::uint64_t, Tile>;
  // MTH(D[begin:end]). Requires: a full tile that it cuts into is in `tiles`.
  [[nodiscard]] TreeHash subtree(std::uint64_t begin, std::uint64_t end, const Tiles& tiles) const;

 private:
  [[nodiscard]] TreeHash leaf(std::uint64_t index, const Tiles& tiles) const;

  std::vector<TreeHash> tile_roots_;
  Tile tail_;
};

// Of so many leaves as there are; requires one at least.
[[nodiscard]] TreeHash root_of(const TiledTree::Tile& leaves);

}  // namespace regard::storage
