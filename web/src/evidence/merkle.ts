// The Merkle tree of RFC 6962, section 2.1, as far as whoever checks a receipt needs it.
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from './bytes';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

export function hashLeaf(leaf: Uint8Array): Uint8Array {
  return sha256(concat(leafPrefix, leaf));
}

function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(nodePrefix, left, right));
}

// The root that the proof leads to (RFC 9162, section 2.1.3.2); null when it has the wrong length.
export function rootFromInclusion(leaf: Uint8Array, index: bigint, size: bigint, proof: readonly Uint8Array[]): Uint8Array | null {
  if (index < 0n || index >= size) return null;
  let place = index;
  let last = size - 1n;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0n) return null;
    if (place % 2n === 1n || place === last) {
      root = hashNode(sibling, root);
      while (place % 2n === 0n && place !== 0n) {
        place /= 2n;
        last /= 2n;
      }
    } else {
      root = hashNode(root, sibling);
    }
    place /= 2n;
    last /= 2n;
  }
  return last === 0n ? root : null;
}
