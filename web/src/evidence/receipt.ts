// Receipts, checked without the server: that a recording was in the journal when a checkpoint was signed. What a receipt
// is made of stands in storage/evidence/receipt.hpp, what a chain is in storage/journal/chain.hpp.
import { blake2b } from '@noble/hashes/blake2.js';
import { failure, success, type Result } from '../base/result';
import { concat, equal, fromBase64, hex } from './bytes';
import { openNote, parseKey, type Checkpoint, type NoteFault } from './checkpoint';
import { hashLeaf, rootFromInclusion } from './merkle';

export interface Proved {
  readonly recordingId: string;
  // How many events the recording had.
  readonly eventCount: bigint;
  // When its newest event was journaled, by the server's wall clock.
  readonly newestAtMs: number;
  readonly checkpoint: Checkpoint;
}

export type ReceiptFault = 'no_key' | 'no_receipt' | 'not_in_journal' | NoteFault;

interface Receipt {
  readonly header: Uint8Array;
  readonly payloadDigest: Uint8Array;
  readonly previousLink: Uint8Array;
  readonly leafIndex: bigint;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: string;
}

const linkBytes = 32;
const headerBytes = 128;
const sequenceAt = 16;
const wallClockAt = 52;

export function checkReceipt(text: string, keyText: string): Result<Proved, ReceiptFault> {
  const key = parseKey(keyText);
  if (key === null) return failure('no_key');
  const receipt = read(text);
  if (receipt === null) return failure('no_receipt');
  const checkpoint = openNote(receipt.checkpoint, key);
  if (!checkpoint.ok) return checkpoint;
  const link = blake2b(concat(receipt.previousLink, receipt.header, receipt.payloadDigest), { dkLen: linkBytes });
  const root = rootFromInclusion(hashLeaf(link), receipt.leafIndex, checkpoint.value.size, receipt.proof);
  if (root === null || !equal(root, checkpoint.value.root)) return failure('not_in_journal');
  return success({ ...headerOf(receipt.header), checkpoint: checkpoint.value });
}

// The key that a receipt names, for people to compare with the one that they were given; empty when it names none.
export function keyNamedIn(text: string): string {
  const receipt = parsed(text);
  return typeof receipt?.['key'] === 'string' ? receipt['key'] : '';
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function read(text: string): Receipt | null {
  const json = parsed(text);
  if (json?.['regard_receipt'] !== 1) return null;
  const bytes = (value: unknown): Uint8Array | null => (typeof value === 'string' ? fromBase64(value) : null);
  const header = bytes(json['header']);
  const payloadDigest = bytes(json['payload_digest']);
  const previousLink = bytes(json['previous_link']);
  const { leaf_index: leafIndex, inclusion_proof: hashes, checkpoint } = json;
  if (header === null || header.length < headerBytes) return null;
  if (payloadDigest?.length !== linkBytes || previousLink?.length !== linkBytes) return null;
  if (!Number.isSafeInteger(leafIndex) || !Array.isArray(hashes) || typeof checkpoint !== 'string') return null;
  const proof = hashes.map(bytes).filter((hash) => hash !== null);
  if (proof.length !== hashes.length) return null;
  return { header, payloadDigest, previousLink, leafIndex: BigInt(leafIndex as number), proof, checkpoint };
}

function headerOf(header: Uint8Array): Omit<Proved, 'checkpoint'> {
  const view = new DataView(header.buffer, header.byteOffset);
  const id = hex(header.slice(0, sequenceAt));
  return {
    recordingId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    eventCount: view.getBigUint64(sequenceAt, true),
    newestAtMs: Number(view.getBigInt64(wallClockAt, true) / 1_000_000n),
  };
}
