import { describe, expect, test } from 'vitest';
import { Observation, type Mark } from '../gen/regard/v1/marking_pb';
import type { BodyKind } from '../outbox/outbox';
import { erased } from '../test_support';
import { Deeds, deedsOf, type Deed } from './deeds';
import { bodyOf, corrected } from './mark_commands';
import { foldMarks, standing } from './marking';
import { events, item, made, observed, randomFrom, withdrawn } from './test_support';

const correction = (mark: Mark): BodyKind => ({ case: 'markCorrected', value: { mark } });
const remarked = (mark: Mark, remark: string): Mark => corrected(mark, { remark }, 20);

// The marks that stand once these were journaled: "a", "a: remark".
function marksAfter(bodies: readonly BodyKind[]): string[] {
  const marks = standing(foldMarks(events(...bodies), []));
  return marks.map(({ markId, remark }) => (remark === '' ? markId : `${markId}: ${remark}`));
}

// An assessor at work: every deed is journaled, as the ledger does it.
class Assessor {
  readonly journal: BodyKind[];
  #deeds: Deeds;

  // With a journal from before: the page was loaded again.
  constructor(journal: readonly BodyKind[] = []) {
    this.journal = [...journal];
    this.#deeds = Deeds.fromJournal(deedsOf(events(...journal), []));
  }

  make(mark: Mark): this {
    this.#deeds.did({ markId: mark.markId, before: null, after: mark });
    this.journal.push({ case: 'mark', value: mark });
    return this;
  }

  change(before: Mark, after: Mark | null): this {
    const deed = { markId: before.markId, before, after };
    this.#deeds.did(deed);
    return this.#journalise(deed);
  }

  undo(): this {
    return this.#journalise(this.#deeds.undo());
  }

  redo(): this {
    return this.#journalise(this.#deeds.redo());
  }

  reload(): Assessor {
    return new Assessor(this.journal);
  }

  get marks(): string[] {
    return marksAfter(this.journal);
  }

  #journalise(deed: Deed | null): this {
    if (deed) this.journal.push(bodyOf(deed, 30));
    return this;
  }
}

const a = observed('a');
const b = observed('b');

describe('undo and redo', () => {
  test('undo withdraws a mark, redo brings it back', () => {
    const claire = new Assessor().make(a);
    expect(claire.undo().marks).toEqual([]);
    expect(claire.redo().marks).toEqual(['a']);
  });

  test('undo of a correction restores what stood, redo corrects again', () => {
    const claire = new Assessor().make(a).change(a, corrected(a, { observation: Observation.CONTRARY }, 5));
    const observation = (): Observation | undefined => foldMarks(events(...claire.journal), [])[0]?.observation;
    claire.undo();
    expect(observation()).toBe(Observation.OBSERVED);
    claire.redo();
    expect(observation()).toBe(Observation.CONTRARY);
  });

  test('undo of a withdrawal brings the mark back, redo withdraws again', () => {
    const claire = new Assessor().make(a).change(a, null);
    expect(claire.undo().marks).toEqual(['a']);
    expect(claire.redo().marks).toEqual([]);
  });

  test('a remark undone with its mark comes back with it', () => {
    const claire = new Assessor().make(a).change(a, remarked(a, 'calme'));
    expect(claire.undo().undo().marks).toEqual([]);
    expect(claire.redo().redo().marks).toEqual(['a: calme']);
  });

  test('a new mark makes what was undone unreachable', () => {
    const claire = new Assessor().make(a).undo().make(b);
    expect(claire.redo().marks).toEqual(['b']);
  });

  test('does nothing when there is nothing to undo or redo', () => {
    const deeds = new Deeds();
    expect([deeds.undo(), deeds.redo()]).toEqual([null, null]);
  });
});

describe('undo after a reload', () => {
  test('takes back the last deed, then the one before', () => {
    const claire = new Assessor().make(a).make(b).change(a, remarked(a, 'calme')).reload();
    expect(claire.undo().marks).toEqual(['a', 'b']);
    expect(claire.undo().marks).toEqual(['a']);
    expect(claire.undo().marks).toEqual([]);
    expect(claire.redo().redo().redo().marks).toEqual(['a: calme', 'b']);
  });

  test('follows the order of the deeds, not that of the marks', () => {
    const claire = new Assessor().make(a).make(b).change(b, remarked(b, 'bref')).change(a, remarked(a, 'calme')).reload();
    expect(claire.undo().marks).toEqual(['a', 'b: bref']);
    expect(claire.undo().marks).toEqual(['a', 'b']);
  });

  test('brings back a mark that was withdrawn last', () => {
    const claire = new Assessor().make(a).make(b).change(b, null).reload();
    expect(claire.undo().marks).toEqual(['a', 'b']);
  });

  test('takes an undo for the last thing that changed', () => {
    const claire = new Assessor().make(a).change(a, remarked(a, 'calme')).undo().undo().reload();
    expect(claire.undo().marks).toEqual(['a']);
    expect(claire.undo().marks).toEqual(['a: calme']);
  });

  test('passes over what was undone and done again', () => {
    const claire = new Assessor().make(a).change(a, remarked(a, 'calme')).undo().undo().redo().redo().reload();
    expect(claire.undo().marks).toEqual(['a']);
    expect(claire.undo().marks).toEqual([]);
    expect(claire.undo().marks).toEqual([]);
  });

  test('still reaches what was withdrawn before a new mark', () => {
    const claire = new Assessor().make(a).change(a, null).make(b).reload();
    expect(claire.undo().marks).toEqual([]);
    expect(claire.undo().marks).toEqual(['a']);
  });

  test('leaves nothing to redo', () => {
    const claire = new Assessor().make(a).undo().reload();
    expect(claire.redo().marks).toEqual([]);
  });

  test('knows what is on its way to the journal, but nothing that was refused', () => {
    const deeds = deedsOf(events(made('a')), [item(made('b'), 'waiting', 2), item(withdrawn('a'), 'refused')]);
    expect(deeds.map(({ markId, after }) => [markId, after !== null])).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  test('counts once what is in the outbox and has arrived', () => {
    expect(deedsOf(events(made('a')), [item(made('a'), 'kept', 1)])).toHaveLength(1);
  });

  test('takes a mark whose making was erased for made by its correction', () => {
    const [lost, ...later] = events(made('a'), correction(remarked(a, 'calme')), withdrawn('never'));
    expect(deedsOf([erased(lost!), ...later], [])).toMatchObject([{ markId: 'a', before: null, after: { remark: 'calme' } }]);
  });
});

// Whatever was done: each undo after a reload gives a state that was there before, in the end that of the beginning.
describe.each([1, 2, 3, 4, 5, 6, 7, 8])('after random deeds (%i)', (seed) => {
  test('undo leads back through states that were there, the last one first', () => {
    const random = randomFrom(seed);
    const claire = new Assessor();
    const states = [claire.marks];
    for (let step = 0; step < 40; step++) {
      doSomething(claire, random);
      if (claire.marks.join() !== states.at(-1)!.join()) states.push(claire.marks);
    }
    const later = claire.reload();
    const known = new Set(states.map((marks) => marks.join()));
    expect(later.undo().marks).toEqual(states.at(-2));
    for (let step = 0; step < 80; step++) expect(known).toContain(later.undo().marks.join());
    expect(later.marks).toEqual([]);
  });
});

function doSomething(claire: Assessor, random: (below: number) => number): void {
  const marks = standing(foldMarks(events(...claire.journal), []));
  const some = marks[random(Math.max(1, marks.length))]?.mark;
  const choice = random(5);
  if (choice === 0 || !some) claire.make(observed(`m${claire.journal.length}`));
  else if (choice === 1) claire.change(some, remarked(some, some.remark === 'calme' ? 'bref' : 'calme'));
  else if (choice === 2) claire.change(some, null);
  else if (choice === 3) claire.undo();
  else claire.redo();
}
