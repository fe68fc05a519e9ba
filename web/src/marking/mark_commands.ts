// The bodies that an assessor's commands publish, and the way back: each undo is a new event, nothing is overwritten.
import { create } from '@bufbuild/protobuf';
import { MarkSchema, type Mark, type Observation } from '../gen/regard/v1/marking_pb';
import type { Landing } from './landing';
import { standing, type MarkView } from './marking';
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

// One thing that the assessor did, with what it takes to undo it.
export type Deed =
  | { readonly kind: 'made'; readonly mark: Mark }
  | { readonly kind: 'corrected'; readonly before: Mark; readonly after: Mark }
  | { readonly kind: 'withdrawn'; readonly mark: Mark };

// The event that does the deed for the first time.
export function bodyOf(deed: Deed, enteredAtMs: number): BodyKind {
  if (deed.kind === 'made') return { case: 'mark', value: deed.mark };
  return redoBodyOf(deed, enteredAtMs);
}

function redoBodyOf(deed: Deed, enteredAtMs: number): BodyKind {
  if (deed.kind === 'withdrawn') return withdrawal(deed.mark, enteredAtMs);
  return correction(deed.kind === 'made' ? deed.mark : deed.after, enteredAtMs);
}

function undoBodyOf(deed: Deed, enteredAtMs: number): BodyKind {
  if (deed.kind === 'made') return withdrawal(deed.mark, enteredAtMs);
  return correction(deed.kind === 'corrected' ? deed.before : deed.mark, enteredAtMs);
}

function withdrawal(mark: Mark, enteredAtMs: number): BodyKind {
  return { case: 'markWithdrawn', value: { markId: mark.markId, enteredAtMs: toMs(enteredAtMs) } };
}

function correction(mark: Mark, enteredAtMs: number): BodyKind {
  return { case: 'markCorrected', value: { mark: corrected(mark, {}, enteredAtMs) } };
}

// Undo and redo of one's own deeds.
export class Deeds {
  readonly #done: Deed[] = [];
  readonly #undone: Deed[] = [];

  // After a reload the marks that stand can still be undone, the latest first.
  static fromMarks(views: readonly MarkView[]): Deeds {
    const deeds = new Deeds();
    for (const view of standing(views)) deeds.#done.push({ kind: 'made', mark: view.mark });
    return deeds;
  }

  // A new deed makes what was undone before unreachable.
  did(deed: Deed): void {
    this.#done.push(deed);
    this.#undone.length = 0;
  }

  // The event that undoes the last deed; null when there is none.
  undo(enteredAtMs: number): BodyKind | null {
    const deed = this.#done.pop();
    if (!deed) return null;
    this.#undone.push(deed);
    return undoBodyOf(deed, enteredAtMs);
  }

  // The event that does again what was undone last; null when there is none.
  redo(enteredAtMs: number): BodyKind | null {
    const deed = this.#undone.pop();
    if (!deed) return null;
    this.#done.push(deed);
    return redoBodyOf(deed, enteredAtMs);
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }
}

function toMs(value: number): bigint {
  return BigInt(Math.max(0, Math.round(value)));
}
