// When messages were written, where their author's own clock tells it better than the server's stamp: a message that waited
// for the network is stamped when it arrives. The author's time is the author's word; the stamp stays beside it.
import type { Event } from '../gen/regard/v1/envelope_pb';
import { differenceMs } from '../base/time';

// A position, wrong by at most `errorMs`.
export interface Written {
  readonly atMs: number;
  readonly errorMs: number;
}

// What arrives sooner was under way, not kept back: the stamp says when it was written.
export const lateFromMs = 2_000;
// A clock that is known no better tells nothing worth showing.
export const errorMaxMs = 5_000;

// By event id: messages that arrived late and whose author's time can be believed. It cannot where it lies before the
// interview's opening, or before what the same author had made before: whoever had set a clock would say so.
export function writtenTimes(events: readonly Event[]): ReadonlyMap<string, Written> {
  const openedMonoNs = events[0]?.serverMonoNs ?? 0n;
  const found = new Map<string, Written>();
  const lastByAuthor = new Map<string, Written>();
  for (const event of events) {
    const author = event.author?.accountId ?? '';
    const made = madeAt(event, openedMonoNs);
    if (made === null) continue;
    const isBelieved = made.atMs + made.errorMs >= endOf(lastByAuthor.get(author));
    if (!isBelieved) continue;
    lastByAuthor.set(author, made);
    const lateMs = differenceMs(event.serverMonoNs, openedMonoNs) - made.atMs - made.errorMs;
    if (event.body?.kind.case === 'chatMessage' && lateMs >= lateFromMs) found.set(event.eventId, made);
  }
  return found;
}

// Null where the author gave no time, or none that is exact enough, or one from before the opening.
function madeAt({ clientTime, serverMonoNs }: Event, openedMonoNs: bigint): Written | null {
  // Without an estimate of the trusted clock there is no error either.
  if (!clientTime || clientTime.clockOffsetErrorUs <= 0n) return null;
  const errorMs = Math.ceil(Number(clientTime.clockOffsetErrorUs) / 1000);
  const monoNs = (clientTime.clientWallUs + clientTime.clockOffsetUs) * 1000n;
  // Nothing is made after it arrived.
  const atMs = Math.min(differenceMs(monoNs, openedMonoNs), differenceMs(serverMonoNs, openedMonoNs));
  return errorMs <= errorMaxMs && atMs + errorMs >= 0 ? { atMs: Math.max(0, atMs), errorMs } : null;
}

// The earliest at which what follows can have been made.
function endOf(written: Written | undefined): number {
  return written ? written.atMs - written.errorMs : 0;
}
