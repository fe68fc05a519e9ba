// The bodies that an assessor's commands publish. Each change is a new event, nothing is overwritten.
import { create } from '@bufbuild/protobuf';
import { MarkSchema, type Mark, type Observation } from '../gen/regard/v1/marking_pb';
import type { Deed } from './deeds';
import type { Landing } from './landing';
import type { BodyKind } from '../outbox/outbox';
import { newUuid } from '../base/uuid';

export interface NewMark {
  readonly indicatorCode: string;
  readonly observation: Observation;
  readonly landing: Landing;
  // When it is entered, by the trusted clock's estimate.
  readonly enteredAtMs: number;
  readonly remark: string;
}

export function newMark(wanted: NewMark, markId: string = newUuid()): Mark {
  return create(MarkSchema, {
    markId,
    indicatorCode: wanted.indicatorCode,
    observation: wanted.observation,
    observedAt: {
      fromMs: BigInt(wanted.landing.fromMs),
      untilMs: BigInt(wanted.landing.untilMs),
      messageEventId: wanted.landing.messageEventId,
    },
    enteredAtMs: toMs(wanted.enteredAtMs),
    remark: wanted.remark,
  });
}

// The same mark with something changed, entered now.
export function corrected(mark: Mark, changes: Partial<Pick<Mark, 'observation' | 'remark'>>, enteredAtMs: number): Mark {
  return create(MarkSchema, { ...mark, ...changes, enteredAtMs: toMs(enteredAtMs) });
}

// The event that does the deed to a mark that was made before.
export function bodyOf({ markId, after }: Deed, enteredAtMs: number): BodyKind {
  if (after === null) return { case: 'markWithdrawn', value: { markId, enteredAtMs: toMs(enteredAtMs) } };
  return { case: 'markCorrected', value: { mark: corrected(after, {}, enteredAtMs) } };
}

function toMs(value: number): bigint {
  return BigInt(Math.max(0, Math.round(value)));
}
