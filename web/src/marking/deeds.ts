// What an assessor did, and the way back. Undo takes back the last thing that changed, whatever it was: a mark, a remark, a
// withdrawal.
import { create, equals } from '@bufbuild/protobuf';
import type { Event } from '../gen/regard/v1/envelope_pb';
import { MarkSchema, type Mark } from '../gen/regard/v1/marking_pb';
import { outstanding, type OutboxItem } from '../outbox/outbox_item';

// One change of one mark: what stood before and what stands after, null where the mark did not stand.
export interface Deed {
  readonly markId: string;
  readonly before: Mark | null;
  readonly after: Mark | null;
}

export class Deeds {
  readonly #done: Deed[] = [];
  readonly #undone: Deed[] = [];

  // From what was journaled before this page was loaded. An undo is journaled as a withdrawal or a correction like any other:
  // the journal cannot tell Ctrl+Z from "withdraw". Therefore
  // - what was taken back and brought again at once is as if it had not been touched, and
  // - what was taken back and not brought again is itself the last thing that changed: undo brings it again.
  static fromJournal(journaled: readonly Deed[]): Deeds {
    const deeds = new Deeds();
    for (const deed of journaled) deeds.#recognise(deed);
    deeds.#settle();
    return deeds;
  }

  // A new deed makes what was undone before unreachable.
  did(deed: Deed): void {
    this.#done.push(deed);
    this.#undone.length = 0;
  }

  // The deed that takes the last one back; null when there is none.
  undo(): Deed | null {
    const deed = this.#done.pop();
    if (!deed) return null;
    this.#undone.push(deed);
    return opposite(deed);
  }

  // The deed that was undone last, to be done again; null when there is none.
  redo(): Deed | null {
    const deed = this.#undone.pop();
    if (!deed) return null;
    this.#done.push(deed);
    return deed;
  }

  #recognise(deed: Deed): void {
    const last = this.#done.at(-1);
    const lastUndone = this.#undone.at(-1);
    if (lastUndone && isSame(deed, lastUndone)) this.redo();
    else if (last && isSame(deed, opposite(last))) this.undo();
    else {
      this.#settle();
      this.#done.push(deed);
    }
  }

  // What is taken back becomes deeds of its own.
  #settle(): void {
    if (this.#undone.length === 0) return;
    const takenBack = this.#undone.splice(0);
    this.#done.push(...takenBack.toReversed(), ...takenBack.map(opposite));
  }
}

// The deeds of a marking in the order they were done: those that the journal has, then those on their way to it.
export function deedsOf(events: readonly Event[], items: readonly OutboxItem[]): readonly Deed[] {
  const standing = new Map<string, Mark>();
  const onTheirWay = outstanding(events, items).filter((item) => item.status !== 'refused');
  return [...events, ...onTheirWay].flatMap(({ body }) => {
    const change = changeIn(body);
    if (!change) return [];
    const { markId, after } = change;
    const before = standing.get(markId) ?? null;
    if (after) standing.set(markId, after);
    else standing.delete(markId);
    return before || after ? [{ markId, before, after }] : [];
  });
}

// Nothing where no mark is changed: the content was erased, or it is an opening or a closing.
function changeIn(body: Event['body']): Omit<Deed, 'before'> | undefined {
  const kind = body?.kind;
  if (kind?.case === 'markWithdrawn') return { markId: kind.value.markId, after: null };
  const mark = kind?.case === 'mark' ? kind.value : kind?.case === 'markCorrected' ? kind.value.mark : undefined;
  return mark && { markId: mark.markId, after: mark };
}

function opposite({ markId, before, after }: Deed): Deed {
  return { markId, before: after, after: before };
}

function isSame(a: Deed, b: Deed): boolean {
  return a.markId === b.markId && saysTheSame(a.before, b.before) && saysTheSame(a.after, b.after);
}

// Whenever it was entered.
function saysTheSame(a: Mark | null, b: Mark | null): boolean {
  if (a === null || b === null) return a === b;
  return equals(MarkSchema, withoutEntry(a), withoutEntry(b));
}

function withoutEntry(mark: Mark): Mark {
  return create(MarkSchema, { ...mark, enteredAtMs: 0n });
}
