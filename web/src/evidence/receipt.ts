// Receipts, checked without the server: that a recording was in the journal when the server signed so. What a receipt
// is made of stands in storage/evidence/receipt.hpp, what a chain is in storage/journal/chain.hpp.
import { blake2b } from '@noble/hashes/blake2.js';
import { failure, success, type Result } from '../base/result';
import { concat, equal, fromBase64, hex, toBase64 } from './bytes';
import { openNote, parseKey, signedText, type Checkpoint, type NoteFault, type VerifierKey } from './checkpoint';
import { hashLeaf, rootFromInclusion } from './merkle';

export interface Proved {
  readonly recordingId: string;
  // How many events the recording had.
  readonly eventCount: bigint;
  // When its newest event was journaled, by the server's wall clock.
  readonly newestAtMs: number;
  // Its number in EventBody.
  readonly newestKind: number;
  // The account that made it.
  readonly newestAuthorId: string;
  // By the server's wall clock, in ISO 8601.
  readonly signedAt: string;
  // The name of the key.
  readonly origin: string;
  // Null when the server attests the recording alone.
  readonly checkpoint: Checkpoint | null;
}

export type ReceiptFault = 'no_key' | 'no_receipt' | 'not_in_journal' | NoteFault;

interface Receipt {
  readonly header: Uint8Array;
  readonly payloadDigest: Uint8Array;
  readonly previousLink: Uint8Array;
  readonly vouched: Inclusion | Attestation;
}

// The place in the tree of a signed checkpoint.
interface Inclusion {
  readonly leafIndex: bigint;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: string;
}

// A signed note of the recording alone: storage/evidence/attestation.hpp.
interface Attestation {
  readonly attestation: string;
}

// What the header says.
type Newest = Pick<Proved, 'recordingId' | 'eventCount' | 'newestAtMs' | 'newestKind' | 'newestAuthorId'>;
type Vouched = Pick<Proved, 'signedAt' | 'origin' | 'checkpoint'>;

const linkBytes = 32;
const headerBytes = 128;
const sequenceAt = 16;
const kindAt = 40;
const wallClockAt = 52;
const authorAt = 84;
const uuidBytes = 16;

export function checkReceipt(text: string, keyText: string): Result<Proved, ReceiptFault> {
  const key = parseKey(keyText);
  if (key === null) return failure('no_key');
  const receipt = read(text);
  if (receipt === null) return failure('no_receipt');
  const link = blake2b(concat(receipt.previousLink, receipt.header, receipt.payloadDigest), { dkLen: linkBytes });
  const newest = headerOf(receipt.header);
  const { vouched } = receipt;
  const checked = 'attestation' in vouched ? checkAttestation(vouched, newest, link, key) : checkInclusion(vouched, link, key);
  return checked.ok ? success({ ...newest, ...checked.value }) : checked;
}

function checkInclusion({ leafIndex, proof, checkpoint: note }: Inclusion, link: Uint8Array, key: VerifierKey): Result<Vouched, ReceiptFault> {
  const checkpoint = openNote(note, key);
  if (!checkpoint.ok) return checkpoint;
  const { size, root: signedRoot, time, origin } = checkpoint.value;
  const root = rootFromInclusion(hashLeaf(link), leafIndex, size, proof);
  if (root === null || !equal(root, signedRoot)) return failure('not_in_journal');
  return success({ signedAt: time, origin, checkpoint: checkpoint.value });
}

function checkAttestation({ attestation }: Attestation, newest: Newest, link: Uint8Array, key: VerifierKey): Result<Vouched, ReceiptFault> {
  const text = signedText(attestation, key);
  if (!text.ok) return text;
  const expected = `${key.name} recording\n${newest.recordingId}\n${newest.eventCount}\n${toBase64(link)}\ntime `;
  if (!text.value.startsWith(expected)) return failure('not_in_journal');
  const [signedAt = ''] = text.value.slice(expected.length).split('\n');
  return success({ signedAt, origin: key.name, checkpoint: null });
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
  const header = bytes(json['header']);
  const payloadDigest = bytes(json['payload_digest']);
  const previousLink = bytes(json['previous_link']);
  if (header === null || header.length < headerBytes) return null;
  if (payloadDigest?.length !== linkBytes || previousLink?.length !== linkBytes) return null;
  const vouched = readVouched(json);
  return vouched === null ? null : { header, payloadDigest, previousLink, vouched };
}

function readVouched(json: Record<string, unknown>): Inclusion | Attestation | null {
  const { attestation, leaf_index: leafIndex, inclusion_proof: hashes, checkpoint } = json;
  if (typeof attestation === 'string') return { attestation };
  if (!Number.isSafeInteger(leafIndex) || !Array.isArray(hashes) || typeof checkpoint !== 'string') return null;
  const proof = hashes.map(bytes).filter((hash) => hash !== null);
  if (proof.length !== hashes.length) return null;
  return { leafIndex: BigInt(leafIndex as number), proof, checkpoint };
}

function bytes(value: unknown): Uint8Array | null {
  return typeof value === 'string' ? fromBase64(value) : null;
}

function headerOf(header: Uint8Array): Newest {
  const view = new DataView(header.buffer, header.byteOffset);
  return {
    recordingId: uuidAt(header, 0),
    eventCount: view.getBigUint64(sequenceAt, true),
    newestKind: view.getUint32(kindAt, true),
    newestAtMs: Number(view.getBigInt64(wallClockAt, true) / 1_000_000n),
    newestAuthorId: uuidAt(header, authorAt),
  };
}

function uuidAt(header: Uint8Array, at: number): string {
  return hex(header.slice(at, at + uuidBytes)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
