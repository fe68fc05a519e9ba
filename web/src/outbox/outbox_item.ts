// One event that this account wants journaled, from the moment it is made until the journal's own copy has arrived.
import type { Event, EventBody } from '../gen/regard/v1/envelope_pb';
import type { ErrorCode } from '../gen/regard/v1/frame_pb';

export type ItemStatus =
  // In this browser's database, not sent yet.
  | 'waiting'
  // On its way: sent at least once, no answer yet.
  | 'sent'
  // Acknowledged: committed and on the server's disk.
  | 'kept'
  // The server will not have it; `refusal` says why. Stays until the reader tries again or discards it.
  | 'refused';

export interface Refusal {
  readonly code: ErrorCode;
  // The server's own English words.
  readonly message: string;
  readonly field: string;
}

export interface OutboxItem {
  // A UUID of this browser's own.
  readonly itemId: string;
  // Items are sent in this order. Given by the database: one order for all tabs.
  readonly order: number;
  readonly recordingId: string;
  readonly body: EventBody;
  readonly madeAtWallUs: bigint;
  readonly clockOffsetUs: bigint;
  readonly clockOffsetErrorUs: bigint;
  readonly status: ItemStatus;
  // The name under which it is sent; given just before the first sending and kept from then on.
  readonly clientId: string;
  readonly clientSeq: bigint;
  readonly refusal: Refusal | null;
}

export type NewItem = Omit<OutboxItem, 'order'>;

// Not on the server's disk yet.
export function isUnderway(item: OutboxItem): boolean {
  return item.status === 'waiting' || item.status === 'sent';
}

export function inOrder(items: Iterable<OutboxItem>): OutboxItem[] {
  return [...items].sort((a, b) => a.order - b.order);
}

// The last number of each client among these events, added to what was known of earlier ones.
export function arrivedWith(events: readonly Event[], earlier: Map<string, bigint> = new Map()): Map<string, bigint> {
  for (const event of events) earlier.set(event.clientId, event.clientSeq);
  return earlier;
}

// The items whose journaled copies have not arrived: what is still to be shown from the outbox.
export function notArrived(arrived: ReadonlyMap<string, bigint>, items: readonly OutboxItem[]): readonly OutboxItem[] {
  return items.filter((item) => item.clientId === '' || item.clientSeq > (arrived.get(item.clientId) ?? 0n));
}

// The items whose journaled copies are not among these events.
export function outstanding(events: readonly Event[], items: readonly OutboxItem[]): readonly OutboxItem[] {
  return notArrived(arrivedWith(events), items);
}
