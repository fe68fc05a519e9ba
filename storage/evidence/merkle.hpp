#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

// The Merkle tree of RFC 6962, section 2.1, as RFC 9162, section 2.1 has it: hashes, and proofs that offline readers
// check. Pure; any thread.
namespace regard::storage {

inline constexpr std::size_t kTreeHashBytes = 32;
// SHA-256.
using TreeHash = std::array<std::uint8_t, kTreeHashBytes>;
using TreeProof = std::vector<TreeHash>;

[[nodiscard]] TreeHash empty_tree();
[[nodiscard]] TreeHash hash_leaf(std::span<const std::uint8_t> leaf);
[[nodiscard]] TreeHash hash_node(const TreeHash& left, const TreeHash& right);

// MTH(D[begin:end]) of the leaves from `begin` on, up to `end`: requires begin < end.
using SubtreeHash = std::function<TreeHash(std::uint64_t begin, std::uint64_t end)>;

// The greatest power of two below `size`, at which a tree of so many leaves is split. Requires: size > 1.
[[nodiscard]] std::uint64_t split_of(std::uint64_t size);

// That the leaf `index` is in the tree of the first `size` leaves: PATH. Requires: index < size.
[[nodiscard]] TreeProof inclusion_proof(std::uint64_t index, std::uint64_t size, const SubtreeHash& subtree);
// The root that the proof leads to; nothing when it has the wrong length.
[[nodiscard]] std::optional<TreeHash> root_from_inclusion(const TreeHash& leaf, std::uint64_t index, std::uint64_t size,
                                                          std::span<const TreeHash> proof);

// That the tree of the first `size` leaves begins with that of the first `old_size`: PROOF. Requires:
// 0 < old_size <= size.
[[nodiscard]] TreeProof consistency_proof(std::uint64_t old_size, std::uint64_t size, const SubtreeHash& subtree);
[[nodiscard]] bool is_consistent(std::uint64_t old_size, const TreeHash& old_root, std::uint64_t size,
                                 const TreeHash& root, std::span<const TreeHash> proof);

}  // namespace regard::storage
