// Signed checkpoints: C2SP "signed-note" and "tlog-checkpoint", as storage/evidence/checkpoint.hpp writes them.
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { failure, success, type Result } from '../base/result';
import { concat, equal, fromBase64, hex } from './bytes';

export interface VerifierKey {
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface Checkpoint {
  readonly origin: string;
  // How many events.
  readonly size: bigint;
  readonly root: Uint8Array;
  // Of the server's wall clock, in ISO 8601; empty when it says none.
  readonly time: string;
}

const ed25519Signatures = 1;
const publicKeyBytes = 32;
const idBytes = 4;
const signatureBytes = 64;
const rootBytes = 32;
const utf8 = new TextEncoder();

// "NAME+ID+KEY"; null when it is none.
export function parseKey(text: string): VerifierKey | null {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim());
  const bytes = fromBase64(parts?.[3] ?? '');
  if (!parts?.[1] || bytes?.length !== publicKeyBytes + 1 || bytes[0] !== ed25519Signatures) return null;
  const id = sha256(concat(utf8.encode(`${parts[1]}\n`), bytes)).slice(0, idBytes);
  return hex(id) === parts[2] ? { name: parts[1], id, publicKey: bytes.slice(1) } : null;
}

// Why a note is not believed.
export type NoteFault = 'unsigned' | 'changed' | 'no_checkpoint';

export function openNote(note: string, key: VerifierKey): Result<Checkpoint, NoteFault> {
  const text = signedText(note, key);
  return text.ok ? parse(text.value) : text;
}

// The text of a note that the key has signed.
export function signedText(note: string, key: VerifierKey): Result<string, 'unsigned' | 'changed'> {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return failure('unsigned');
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split('\n')) {
    const signature = signatureIn(line, key);
    if (signature === null) continue;
    return ed25519.verify(signature, utf8.encode(text), key.publicKey) ? success(text) : failure('changed');
  }
  return failure('unsigned');
}

// Of other signers' lines nothing.
function signatureIn(line: string, key: VerifierKey): Uint8Array | null {
  const begin = `— ${key.name} `;
  if (!line.startsWith(begin)) return null;
  const bytes = fromBase64(line.slice(begin.length));
  if (bytes?.length !== idBytes + signatureBytes || !equal(bytes.slice(0, idBytes), key.id)) return null;
  return bytes.slice(idBytes);
}

function parse(text: string): Result<Checkpoint, NoteFault> {
  const [origin = '', size = '', root = '', ...extensions] = text.split('\n');
  const rootHash = fromBase64(root);
  if (!/^\d+$/.test(size) || rootHash?.length !== rootBytes) return failure('no_checkpoint');
  const time = extensions.find((line) => line.startsWith('time '))?.slice('time '.length) ?? '';
  return success({ origin, size: BigInt(size), root: rootHash, time });
}
