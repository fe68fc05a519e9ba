// The fold of marks, kept up to date: what was folded before is not folded again, and a mark that is as it was is the same
// object, so that whoever shows it need not look again. Gives what foldMarks gives from the same events and items.
import { equals } from '@bufbuild/protobuf';
import type { Event } from '../gen/regard/v1/envelope_pb';
import { MarkSchema } from '../gen/regard/v1/marking_pb';
import { arrivedWith, notArrived, type OutboxItem } from '../outbox/outbox_item';
import { apply, applyItem, closesMarking, type MarkTable, type MarkView } from './marking';

export class MarkFold {
  #events: readonly Event[] = [];
  #items: readonly OutboxItem[] = [];
  #closedByEvent = false;
  #arrived = new Map<string, bigint>();
  // As the events alone have it.
  #journaled = new Map<string, MarkView>();
  // What the outbox's items make of some of them, and add; in order.
  #ahead = new Map<string, MarkView>();
  // As they were given last.
  #given = new Map<string, MarkView>();
  #views: readonly MarkView[] = [];
  #closed = false;

  // In the order they were first made. The same array as before when nothing in it has changed.
  get views(): readonly MarkView[] {
    return this.#views;
  }

  // Whether the recording, or an item on its way, says that the marking is finished.
  get closed(): boolean {
    return this.#closed;
  }

  find(markId: string): MarkView | undefined {
    return this.#given.get(markId);
  }

  // All events so far and all items; events that were there before may not be others.
  fold(events: readonly Event[], items: readonly OutboxItem[]): this {
    if (events === this.#events && items === this.#items) return this;
    const touched = new Set(this.#ahead.keys());
    if (!this.#continuedBy(events)) this.#startAgain(touched);
    this.#take(events.slice(this.#events.length), touched);
    this.#events = events;
    this.#items = items;
    this.#lookAhead(items, touched);
    this.#give(touched);
    this.#closed = this.#closedByEvent || items.some((item) => item.status !== 'refused' && closesMarking(item));
    return this;
  }

  #continuedBy(events: readonly Event[]): boolean {
    const known = this.#events.length;
    return known <= events.length && this.#events[known - 1] === events[known - 1];
  }

  #startAgain(touched: Set<string>): void {
    for (const markId of this.#given.keys()) touched.add(markId);
    this.#events = [];
    this.#closedByEvent = false;
    this.#arrived = new Map();
    this.#journaled = new Map();
  }

  #take(events: readonly Event[], touched: Set<string>): void {
    const table = noting(this.#journaled, touched);
    for (const event of events) {
      if (event.body) apply(table, event.body.kind, 'kept');
      this.#closedByEvent ||= closesMarking(event);
    }
    arrivedWith(events, this.#arrived);
  }

  #lookAhead(items: readonly OutboxItem[], touched: Set<string>): void {
    this.#ahead = new Map();
    const table = noting(this.#ahead, touched, this.#journaled);
    for (const item of notArrived(this.#arrived, items)) applyItem(table, item);
  }

  #give(touched: ReadonlySet<string>): void {
    let changed = false;
    for (const markId of touched) {
      const view = this.#ahead.get(markId) ?? this.#journaled.get(markId);
      const before = this.#given.get(markId);
      if (view ? before && sameView(before, view) : !before) continue;
      changed = true;
      if (view) this.#given.set(markId, view);
      else this.#given.delete(markId);
    }
    const order = [...this.#journaled.keys(), ...[...this.#ahead.keys()].filter((markId) => !this.#journaled.has(markId))];
    if (!changed && order.every((markId, at) => this.#views[at]?.markId === markId)) return;
    this.#views = order.map((markId) => this.#given.get(markId)!);
  }
}

// Writes to `table`, and notes what it writes about; reads what `table` has not from `beneath`.
function noting(table: Map<string, MarkView>, touched: Set<string>, beneath: ReadonlyMap<string, MarkView> = table): MarkTable {
  return {
    get: (markId) => table.get(markId) ?? beneath.get(markId),
    set(markId, view) {
      touched.add(markId);
      return table.set(markId, view);
    },
  };
}

// By value: the journal's copy of a mark says what the outbox's item said. What a view has besides follows from these.
function sameView(a: MarkView, b: MarkView): boolean {
  return (
    a.status === b.status &&
    a.withdrawn === b.withdrawn &&
    a.refusal === b.refusal &&
    a.refusedItemId === b.refusedItemId &&
    equals(MarkSchema, a.mark, b.mark) &&
    a.history.length === b.history.length &&
    a.history.every((change, at) => sameChange(change, b.history[at]!))
  );
}

function sameChange(a: MarkView['history'][number], b: MarkView['history'][number]): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.enteredAtMs !== b.enteredAtMs) return false;
  return a.mark !== null && b.mark !== null ? equals(MarkSchema, a.mark, b.mark) : a.mark === b.mark;
}
