#include "storage/evidence/merkle.hpp"

#include <sodium.h>

#include <bit>

namespace regard::storage {
namespace {

static_assert(kTreeHashBytes == crypto_hash_sha256_BYTES);
// They keep a leaf from being taken for a node (RFC 6962, section 2.1).
constexpr std::uint8_t kLeafPrefix = 0;
constexpr std::uint8_t kNodePrefix = 1;

bool is_power_of_two(std::uint64_t number) { return std::has_single_bit(number); }

// SUBPROOF(m, D[begin:end], is_whole) of RFC 6962, section 2.1.2.
void append_subproof(std::uint64_t old_size, std::uint64_t begin, std::uint64_t end, bool is_whole,
                     const SubtreeHash& subtree, TreeProof& proof) {
  const std::uint64_t size = end - begin;
  if (old_size == size) {
    if (!is_whole) proof.push_back(subtree(begin, end));
    return;
  }
  const std::uint64_t middle = begin + split_of(size);
  if (old_size <= middle - begin) {
    append_subproof(old_size, begin, middle, is_whole, subtree, proof);
    proof.push_back(subtree(middle, end));
  } else {
    append_subproof(old_size - (middle - begin), middle, end, false, subtree, proof);
    proof.push_back(subtree(begin, middle));
  }
}

}  // namespace

TreeHash empty_tree() {
  TreeHash hash{};
  crypto_hash_sha256(hash.data(), nullptr, 0);
  return hash;
}

TreeHash hash_leaf(std::span<const std::uint8_t> leaf) {
  crypto_hash_sha256_state state{};
  TreeHash hash{};
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &kLeafPrefix, 1);
  crypto_hash_sha256_update(&state, leaf.data(), leaf.size());
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

TreeHash hash_node(const TreeHash& left, const TreeHash& right) {
  crypto_hash_sha256_state state{};
  TreeHash hash{};
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &kNodePrefix, 1);
  crypto_hash_sha256_update(&state, left.data(), left.size());
  crypto_hash_sha256_update(&state, right.data(), right.size());
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

std::uint64_t split_of(std::uint64_t size) { return std::bit_floor(size - 1); }

TreeProof inclusion_proof(std::uint64_t index, std::uint64_t size, const SubtreeHash& subtree) {
  // From the root down, while proofs are read from the leaf up.
  TreeProof downwards;
  std::uint64_t begin = 0;
  for (std::uint64_t end = size; end - begin > 1;) {
    const std::uint64_t middle = begin + split_of(end - begin);
    if (index < middle) {
      downwards.push_back(subtree(middle, end));
      end = middle;
    } else {
      downwards.push_back(subtree(begin, middle));
      begin = middle;
    }
  }
  return {downwards.rbegin(), downwards.rend()};
}

// RFC 9162, section 2.1.3.2.
std::optional<TreeHash> root_from_inclusion(const TreeHash& leaf, std::uint64_t index, std::uint64_t size,
                                            std::span<const TreeHash> proof) {
  if (index >= size) return std::nullopt;
  std::uint64_t place = index;
  std::uint64_t last = size - 1;
  TreeHash root = leaf;
  for (const TreeHash& sibling : proof) {
    if (last == 0) return std::nullopt;
    if (place % 2 == 1 || place == last) {
      root = hash_node(sibling, root);
      while (place % 2 == 0 && place != 0) {
        place /= 2;
        last /= 2;
      }
    } else {
      root = hash_node(root, sibling);
    }
    place /= 2;
    last /= 2;
  }
  return last == 0 ? std::optional(root) : std::nullopt;
}

TreeProof consistency_proof(std::uint64_t old_size, std::uint64_t size, const SubtreeHash& subtree) {
  TreeProof proof;
  append_subproof(old_size, 0, size, true, subtree, proof);
  return proof;
}

// RFC 9162, section 2.1.4.2.
bool is_consistent(std::uint64_t old_size, const TreeHash& old_root, std::uint64_t size, const TreeHash& root,
                   std::span<const TreeHash> proof) {
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0 || old_size > size || proof.empty()) return false;
  std::uint64_t place = old_size - 1;
  std::uint64_t last = size - 1;
  while (place % 2 == 1) {
    place /= 2;
    last /= 2;
  }
  const bool begins_with_old_root = is_power_of_two(old_size);
  TreeHash old_side = begins_with_old_root ? old_root : proof.front();
  TreeHash new_side = old_side;
  for (const TreeHash& hash : proof.subspan(begins_with_old_root ? 0 : 1)) {
    if (last == 0) return false;
    if (place % 2 == 1 || place == last) {
      old_side = hash_node(hash, old_side);
      new_side = hash_node(hash, new_side);
      while (place % 2 == 0 && place != 0) {
        place /= 2;
        last /= 2;
      }
    } else {
      new_side = hash_node(new_side, hash);
    }
    place /= 2;
    last /= 2;
  }
  return old_side == old_root && new_side == root && last == 0;
}

}  // namespace regard::storage
