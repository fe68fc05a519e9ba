#include "storage/evidence/tiled_tree.hpp"

#include <utility>

namespace regard::storage {
namespace {

TreeHash root_of(const TiledTree::Tile& leaves, std::size_t begin, std::size_t end) {
  if (end - begin == 1) return leaves[begin];
  const std::size_t middle = begin + split_of(end - begin);
  return hash_node(root_of(leaves, begin, middle), root_of(leaves, middle, end));
}

}  // namespace

TreeHash root_of(const TiledTree::Tile& leaves) { return root_of(leaves, 0, leaves.size()); }

std::optional<TreeHash> TiledTree::append(const TreeHash& leaf) {
  tail_.push_back(leaf);
  if (tail_.size() < kTileLeaves) return std::nullopt;
  tile_roots_.push_back(root_of(std::exchange(tail_, {})));
  return tile_roots_.back();
}

TreeHash TiledTree::root() const { return size() == 0 ? empty_tree() : subtree(0, size(), {}); }

TreeHash TiledTree::subtree(std::uint64_t begin, std::uint64_t end, const Tiles& tiles) const {
  const bool is_tile = begin % kTileLeaves == 0 && end - begin == kTileLeaves && begin / kTileLeaves < tile_count();
  if (is_tile) return tile_roots_[begin / kTileLeaves];
  if (end - begin == 1) return leaf(begin, tiles);
  const std::uint64_t middle = begin + split_of(end - begin);
  return hash_node(subtree(begin, middle, tiles), subtree(middle, end, tiles));
}

TreeHash TiledTree::leaf(std::uint64_t index, const Tiles& tiles) const {
  const std::uint64_t tile = index / kTileLeaves;
  const Tile& leaves = tile < tile_count() ? tiles.at(tile) : tail_;
  return leaves.at(index % kTileLeaves);
}

}  // namespace regard::storage
