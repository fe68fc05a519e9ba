import { describe, expect, test } from 'vitest';
import type { Event } from '../gen/regard/v1/envelope_pb';
import { Observation } from '../gen/regard/v1/marking_pb';
import type { BodyKind } from '../outbox/outbox';
import type { OutboxItem } from '../outbox/outbox_item';
import { erased, eventAt } from '../test_support';
import { corrected } from './mark_commands';
import { MarkFold } from './mark_fold';
import { foldMarks, type MarkView } from './marking';
import { events, item, made, randomFrom, withdrawn } from './test_support';

// The journal and the outbox of one marking, driven at random through everything that happens to them: marks and changes,
// numbers given, acknowledgements, arrivals, refusals, another tab's events, reloads of the outbox's database.
class Life {
  events: readonly Event[] = [];
  items: readonly OutboxItem[] = [];
  readonly #random: (below: number) => number;
  #made = 0;
  #sent = 0;
  #foreign = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  goOn(): void {
    const steps = [
      () => this.#enter(),
      () => this.#enter(),
      () => this.#send(),
      () => this.#replace('sent', (sent) => ({ ...sent, status: 'kept' })),
      () => this.#arrive(),
      () => this.#refuse(),
      () => this.#replace('refused', (refused) => ({ ...refused, status: 'waiting', refusal: null })),
      () => (this.items = this.items.filter(({ status }) => status !== 'refused')),
      () => this.#otherTab(),
      () => (this.items = this.items.map((known) => ({ ...known }))),
    ];
    steps[this.#random(steps.length)]!();
  }

  #enter(): void {
    this.#made += 1;
    const kind = this.#someKind(`m${this.#made}`);
    this.items = [...this.items, { ...item(kind, 'waiting'), itemId: `item-${this.#made}`, order: this.#made }];
  }

  #send(): void {
    if (this.items.some(({ status }) => status === 'sent')) return;
    this.#replace('waiting', (waiting) => ({ ...waiting, status: 'sent', clientId: 'c', clientSeq: BigInt((this.#sent += 1)) }));
  }

  #refuse(): void {
    this.#replace('sent', (sent) => ({ ...sent, ...item({ case: 'markingClosed', value: {} }, 'refused'), body: sent.body, itemId: sent.itemId }));
    if (this.items.some(({ status }) => status === 'refused')) this.#sent = this.#lastNumber();
  }

  #lastNumber(): number {
    return Math.max(0, ...this.events.map(({ clientId, clientSeq }) => (clientId === 'c' ? Number(clientSeq) : 0)), ...this.items.map(({ clientSeq }) => Number(clientSeq)));
  }

  // The journal's own copy, decoded from its own bytes; some erased.
  #arrive(): void {
    const kept = this.items.find(({ status, clientSeq }) => status === 'kept' && clientSeq > 0n && !this.#hasArrived(clientSeq));
    if (!kept) return;
    const event = eventAt(this.events.length + 1, 0, structuredClone(kept.body.kind) as BodyKind, { clientId: 'c', clientSeq: kept.clientSeq });
    this.events = [...this.events, this.#random(10) === 0 ? erased(event) : event];
    if (this.#random(2) === 0) this.items = this.items.filter((other) => other !== kept);
  }

  #hasArrived(clientSeq: bigint): boolean {
    return this.events.some((event) => event.clientId === 'c' && event.clientSeq === clientSeq);
  }

  #otherTab(): void {
    this.#foreign += 1;
    const kind = this.#someKind(`f${this.#foreign}`);
    this.events = [...this.events, eventAt(this.events.length + 1, 0, kind, { clientId: 'other', clientSeq: BigInt(this.#foreign) })];
  }

  #someKind(newId: string): BodyKind {
    const known = foldMarks(this.events, this.items);
    const some = known[this.#random(Math.max(1, known.length))];
    const choice = this.#random(20);
    if (choice < 8 || !some) return made(newId);
    if (choice < 12) return withdrawn(some.markId);
    if (choice === 12) return { case: 'markingClosed', value: {} };
    const observation = choice < 16 ? Observation.CONTRARY : Observation.OBSERVED;
    return { case: 'markCorrected', value: { mark: corrected(some.mark, { observation, remark: `r${choice}` }, 5) } };
  }

  #replace(status: OutboxItem['status'], change: (item: OutboxItem) => OutboxItem): void {
    const found = this.items.find((candidate) => candidate.status === status);
    this.items = this.items.map((candidate) => (candidate === found ? change(candidate) : candidate));
  }
}

describe('the fold that is kept up to date', () => {
  test.each(Array.from({ length: 40 }, (_, index) => index + 1))('gives what a fold from the beginning gives (%i)', (seed) => {
    const life = new Life(seed);
    const fold = new MarkFold();
    for (let step = 0; step < 60; step++) {
      life.goOn();
      const before = fold.views;
      const { views } = fold.fold(life.events, life.items);
      expect(views).toEqual(foldMarks(life.events, life.items));
      expect(views.map(({ markId }) => fold.find(markId))).toEqual(views);
      for (const view of views) keepsItsIdentity(view, before);
    }
  });

  test('begins again when the events are others', () => {
    const fold = new MarkFold();
    fold.fold(events(made('a'), made('b')), []);
    expect(fold.fold(events(made('c')), []).views.map(({ markId }) => markId)).toEqual(['c']);
    expect([fold.find('a'), fold.closed]).toEqual([undefined, false]);
  });

  test('gives the same object for a mark that has not changed, and the same array where none has', () => {
    const fold = new MarkFold();
    const journal = events(made('a'), made('b'), withdrawn('b'));
    const [a, b] = fold.fold(journal.slice(0, 2), []).views;
    const { views } = fold.fold(journal, []);
    expect([views[0] === a, views[1] === b]).toEqual([true, false]);
    expect(fold.fold(journal, [item({ case: 'markingClosed', value: {} }, 'waiting')]).views).toBe(views);
  });

  test('takes the journal’s copy of a kept mark for the same mark', () => {
    const fold = new MarkFold();
    const [kept] = fold.fold([], [item(made('a'), 'kept', 1)]).views;
    expect(fold.fold(events(made('a')), []).views[0]).toBe(kept);
  });
});

// A mark that is shown as before is the object that was given before.
function keepsItsIdentity(view: MarkView, before: readonly MarkView[]): void {
  const known = before.find(({ markId }) => markId === view.markId);
  if (known && known !== view) expect(view).not.toEqual(known);
}
