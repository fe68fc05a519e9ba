// What the tests of marking share: marks, journaled events and items of the outbox.
import { create } from '@bufbuild/protobuf';
import { EventBodySchema, type Event } from '../gen/regard/v1/envelope_pb';
import { ErrorCode } from '../gen/regard/v1/frame_pb';
import { Observation, type Mark } from '../gen/regard/v1/marking_pb';
import type { BodyKind } from '../outbox/outbox';
import type { ItemStatus, OutboxItem } from '../outbox/outbox_item';
import { eventAt } from '../test_support';
import { newMark } from './mark_commands';

export function observed(markId: string, fromMs = 1_000): Mark {
  const landing = { fromMs, untilMs: fromMs, messageEventId: '' };
  const wanted = { indicatorCode: 'B1.A1.C1.K1.I1', observation: Observation.OBSERVED, landing, enteredAtMs: fromMs + 500, remark: '' };
  return newMark(wanted, markId);
}

export const made = (markId: string): BodyKind => ({ case: 'mark', value: observed(markId) });
export const withdrawn = (markId: string): BodyKind => ({ case: 'markWithdrawn', value: { markId, enteredAtMs: 9n } });

// Journaled one after the other, by one client.
export function events(...kinds: BodyKind[]): Event[] {
  return kinds.map((kind, index) => eventAt(index + 1, index, kind, { clientId: 'c', clientSeq: BigInt(index + 1) }));
}

// `clientSeq` 0: it has no number yet.
export function item(kind: BodyKind, status: ItemStatus, clientSeq = 0): OutboxItem {
  return {
    itemId: `item-${clientSeq}`,
    order: clientSeq,
    recordingId: 'recording',
    body: create(EventBodySchema, { kind }),
    madeAtWallUs: 0n,
    clockOffsetUs: 0n,
    clockOffsetErrorUs: 0n,
    status,
    clientId: clientSeq === 0 ? '' : 'c',
    clientSeq: BigInt(clientSeq),
    refusal: status === 'refused' ? { code: ErrorCode.WRONG_STATE, message: 'closed', field: '' } : null,
  };
}

// Numbers from 0 up to, not including, `below`: the same for the same seed.
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
