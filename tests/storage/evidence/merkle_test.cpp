#include "storage/evidence/merkle.hpp"

#include <sodium.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "storage/evidence/tiled_tree.hpp"

namespace regard::storage {
namespace {

std::string hex(const TreeHash& hash) {
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

using Leaf = std::vector<std::uint8_t>;

// The leaves and roots of the Certificate Transparency project's known answers.
const std::array<Leaf, 8> kLeaves{
    {{},
     {0x00},
     {0x10},
     {0x20, 0x21},
     {0x30, 0x31},
     {0x40, 0x41, 0x42, 0x43},
     {0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57},
     {0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}}};
constexpr std::array<const char*, 8> kRoots{{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                             "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                             "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                             "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                             "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                             "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                             "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};

// Leaves that differ, over the borders of tiles.
TreeHash numbered_leaf(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(number >> 8 * i);
  return hash_leaf(bytes);
}

class Grown {
 public:
  explicit Grown(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      leaves_.push_back(numbered_leaf(i));
      tree.append(leaves_.back());
    }
    for (std::uint64_t tile = 0; tile < tree.tile_count(); ++tile) {
      const auto begin = leaves_.begin() + static_cast<std::ptrdiff_t>(tile * kTileLeaves);
      tiles_.emplace(tile, TiledTree::Tile(begin, begin + static_cast<std::ptrdiff_t>(kTileLeaves)));
    }
  }
  // By the definition alone.
  [[nodiscard]] TreeHash plain(std::uint64_t begin, std::uint64_t end) const {
    if (end - begin == 1) return leaves_[begin];
    const std::uint64_t middle = begin + split_of(end - begin);
    return hash_node(plain(begin, middle), plain(middle, end));
  }
  [[nodiscard]] SubtreeHash subtree() const {
    return [this](std::uint64_t begin, std::uint64_t end) { return tree.subtree(begin, end, tiles_); };
  }

  TiledTree tree;

 private:
  std::vector<TreeHash> leaves_;
  TiledTree::Tiles tiles_;
};

TEST_CASE("roots are the known answers of Certificate Transparency") {
  CHECK(hex(empty_tree()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(TiledTree().root() == empty_tree());
  TiledTree tree;
  for (std::size_t i = 0; i < kLeaves.size(); ++i) {
    tree.append(hash_leaf(kLeaves[i]));
    CHECK(hex(tree.root()) == kRoots[i]);
  }
}

TEST_CASE("a tree is split at the greatest power of two below its size") {
  CHECK(split_of(2) == 1);
  CHECK(split_of(3) == 2);
  CHECK(split_of(4) == 2);
  CHECK(split_of(5) == 4);
  CHECK(split_of(257) == 256);
}

TEST_CASE("a tree in tiles has the root of the definition, whatever its size") {
  for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 511U, 512U, 513U, 1'000U}) {
    const Grown grown{size};
    CHECK(grown.tree.size() == size);
    CHECK(grown.tree.root() == grown.plain(0, size));
  }
}

TEST_CASE("every leaf of trees of many sizes is proved, and nothing else is") {
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 9U, 70U, 300U, 513U}) {
    const Grown grown{size};
    const TreeHash root = grown.tree.root();
    for (std::uint64_t index = 0; index < size; ++index) {
      const TreeProof proof = inclusion_proof(index, size, grown.subtree());
      REQUIRE(root_from_inclusion(numbered_leaf(index), index, size, proof) == root);
      CHECK(root_from_inclusion(numbered_leaf(index + 1), index, size, proof) != root);
      CHECK(root_from_inclusion(numbered_leaf(index), index + 1, size, proof) != root);
      TreeProof longer = proof;
      longer.push_back(root);
      CHECK(root_from_inclusion(numbered_leaf(index), index, size, longer) != root);
      if (!proof.empty()) {
        CHECK(root_from_inclusion(numbered_leaf(index), index, size, std::span(proof).first(proof.size() - 1)) != root);
      }
    }
  }
}

TEST_CASE("a proof of an older tree is of that tree, in a tree that has grown since") {
  const Grown grown{700};
  for (const std::uint64_t size : {5U, 256U, 300U, 512U, 699U}) {
    const TreeProof proof = inclusion_proof(4, size, grown.subtree());
    CHECK(root_from_inclusion(numbered_leaf(4), 4, size, proof) == grown.plain(0, size));
  }
}

TEST_CASE("a tree that only grew is consistent with what it was, and no other is") {
  const std::uint64_t size = GENERATE(1U, 2U, 7U, 8U, 40U, 300U);
  const Grown grown{size};
  const TreeHash root = grown.tree.root();
  for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
    const TreeHash old_root = grown.plain(0, old_size);
    const TreeProof proof = consistency_proof(old_size, size, grown.subtree());
    REQUIRE(is_consistent(old_size, old_root, size, root, proof));
    CHECK_FALSE(is_consistent(old_size, numbered_leaf(99), size, root, proof));
    CHECK_FALSE(is_consistent(old_size, old_root, size, numbered_leaf(99), proof));
    if (old_size < size) CHECK_FALSE(is_consistent(old_size + 1, old_root, size, root, proof));
    if (proof.empty()) continue;
    CHECK_FALSE(is_consistent(old_size, old_root, size, root, std::span(proof).first(proof.size() - 1)));
    TreeProof altered = proof;
    altered.back()[0] ^= 1U;
    CHECK_FALSE(is_consistent(old_size, old_root, size, root, altered));
  }
}

}  // namespace
}  // namespace regard::storage
