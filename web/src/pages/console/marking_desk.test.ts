import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Observation, type Mark } from '../../gen/regard/v1/marking_pb';
import type { ConversationItem } from '../../recordings/conversation';
import { blockOf, parseReferential } from '../../referential/referential';
import type { MarkView } from '../../marking/marking';
import { HandTime, settle } from '../../test_support';
import type { Ledger } from './mark_ledger.svelte';
import { MarkingDesk } from './marking_desk.svelte';
import type { DraftStorage } from './remark_writing.svelte';

const parsed = parseReferential(JSON.parse(readFileSync(new URL('../../../../observer/referential/referential.json', import.meta.url), 'utf8')));
const block = blockOf(parsed.ok ? parsed.value : { blocks: [] }, 'B1')!;

// What a tab keeps for itself.
class TabStorage implements DraftStorage {
  #kept = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }

  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

// A desk whose clock is set by hand, with the marks that it made.
class Bench {
  readonly time = new HandTime();
  readonly made: Mark[] = [];
  readonly corrections: Mark[] = [];
  closed = false;
  takesMarks = true;
  // False while the trusted clock is not known.
  clockKnown = true;
  readonly desk: MarkingDesk;

  constructor(readonly drafts: DraftStorage = new TabStorage(), standing: readonly Mark[] = []) {
    this.time.nowMs = 60_000;
    this.made.push(...standing);
    const bench = this;
    const ledger: Partial<Ledger> = {
      standing: [],
      find: () => undefined,
      findStanding: (markId) => this.#standing(markId),
      make: (mark) => Promise.resolve(this.made.push(mark) > 0),
      correct: async ({ mark }, changes) => {
        await settle();
        return this.takesMarks && this.corrections.push({ ...mark, ...changes }) > 0;
      },
      undo: () => null,
      close: () => undefined,
      get closed() {
        return bench.closed;
      },
    };
    const nowMs = (): number | null => (this.clockKnown ? this.time.nowMs : null);
    this.desk = new MarkingDesk(ledger as Ledger, block, nowMs, { timers: this.time.timers, drafts });
  }

  async mark(query: string, observation = Observation.OBSERVED): Promise<Mark | undefined> {
    this.desk.search(query);
    this.desk.press(observation);
    await this.desk.release();
    return this.made.at(-1);
  }

  async enter(): Promise<void> {
    this.desk.confirm();
    await this.desk.release();
  }

  get codes(): readonly string[] {
    return this.made.map(({ indicatorCode }) => block.itemByCode.get(indicatorCode)!.twoKeyCode);
  }

  get remarks(): readonly string[] {
    return this.corrections.map(({ remark }) => remark);
  }

  #standing(markId: string): MarkView | undefined {
    const mark = this.made.find((one) => one.markId === markId);
    const last = this.corrections.findLast((one) => one.markId === markId) ?? mark;
    return last && ({ markId, remark: last.remark, observation: last.observation, mark: last } as MarkView);
  }
}

const item = (twoKeyCode: string): string => block.itemByTwoKeyCode.get(twoKeyCode)!.code;

describe('the desk', () => {
  it('marks the item of a two-key code', async () => {
    const mark = await new Bench().mark('b2', Observation.CONTRARY);
    expect([mark?.indicatorCode, mark?.observation]).toEqual([item('b2'), Observation.CONTRARY]);
  });

  it('takes a code typed without Shift on a French keyboard for the first find', async () => {
    expect((await new Bench().mark('aé'))?.indicatorCode).toBe(item('a2'));
  });

  it('lands the mark where the search began, not where it ended', async () => {
    const bench = new Bench();
    bench.desk.search('a');
    bench.time.nowMs = 64_000;
    expect((await bench.mark('a1'))?.observedAt?.fromMs).toBe(60_000n);
    expect(bench.made[0]?.enteredAtMs).toBe(64_000n);
  });

  it('goes ten seconds back, again for twenty, for one mark only', async () => {
    const bench = new Bench();
    bench.desk.tenSecondsBack();
    bench.desk.tenSecondsBack();
    expect((await bench.mark('a1'))?.observedAt?.fromMs).toBe(40_000n);
    expect((await bench.mark('a1'))?.observedAt?.fromMs).toBe(60_000n);
  });

  it('marks a span while the key is held', async () => {
    const bench = new Bench();
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    bench.time.nowMs = 63_000;
    await bench.desk.release();
    expect(bench.made[0]?.observedAt).toMatchObject({ fromMs: 60_000n, untilMs: 63_000n });
  });

  it('loses no letter that is typed before the marking key is up', async () => {
    const bench = new Bench();
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    bench.desk.search('b');
    await bench.desk.release();
    expect([bench.made.length, bench.desk.query]).toEqual([1, 'b']);
  });

  it('keeps both marks when the second key goes down before the first is up', async () => {
    const bench = new Bench();
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    bench.desk.search('b1');
    bench.desk.press(Observation.CONTRARY);
    await bench.desk.release();
    expect(bench.made.map((mark) => mark.indicatorCode)).toEqual([item('a1'), item('b1')]);
  });

  it('lands the next mark on the turn that was pointed at', async () => {
    const bench = new Bench();
    const turn = { kind: 'gap', id: 'n', eventId: 'event', fromMs: 12_000, untilMs: 15_000 } as ConversationItem;
    bench.desk.pick(turn);
    expect((await bench.mark('a1'))?.observedAt).toMatchObject({ fromMs: 12_000n, untilMs: 15_000n, messageEventId: 'event' });
    expect(bench.desk.pickedItemId).toBe('');
  });

  it('lands the next mark on what has been heard so far of a turn that goes on', async () => {
    const bench = new Bench();
    const turn = { kind: 'turn', id: 'n', eventId: 'event', fromMs: 12_000, untilMs: 15_000, ongoing: true } as ConversationItem;
    bench.desk.pick(turn);
    expect((await bench.mark('a1'))?.observedAt).toMatchObject({ fromMs: 12_000n, untilMs: 60_000n, messageEventId: 'event' });
  });

  it('shows the mark while the key is still down', () => {
    const bench = new Bench();
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    expect(bench.desk.marks.map((mark) => [mark.indicatorCode, mark.status])).toEqual([[item('a1'), 'waiting']]);
  });

  it('makes nothing, and says why, without an item, a clock or an open marking', async () => {
    const bench = new Bench();
    await bench.mark('');
    expect(bench.desk.said.kind).toBe('nothing_chosen');
    bench.clockKnown = false;
    await bench.mark('a1');
    expect(bench.desk.said.kind).toBe('clock_unknown');
    bench.closed = true;
    await bench.mark('a1');
    expect([bench.desk.said.kind, bench.made.length]).toEqual(['closed', 0]);
  });
});

describe('a key that is held', () => {
  const shown = (bench: Bench): readonly (readonly [number, number])[] => bench.desk.marks.map((mark) => [mark.fromMs, mark.untilMs]);

  it('shows a mark at once, and a span that grows from the same start', async () => {
    const bench = new Bench();
    bench.desk.search('a');
    bench.time.step(900);
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    expect(shown(bench)).toEqual([[60_000, 60_000]]);
    bench.time.step(500);
    expect(shown(bench)).toEqual([[60_000, 60_000]]);
    bench.time.step(600);
    const [grown] = bench.desk.marks;
    expect(grown).toMatchObject({ fromMs: 60_000 });
    expect(grown!.untilMs).toBeGreaterThan(61_400);
    expect(bench.desk.isGrowing(grown!)).toBe(true);
    expect(bench.desk.said).toEqual({ kind: 'holding', fromMs: 60_000 });
    bench.time.step(1_000);
    await bench.desk.release();
    expect(bench.made[0]?.observedAt).toMatchObject({ fromMs: 60_000n, untilMs: 63_000n });
    expect(bench.desk.said).toMatchObject({ kind: 'marked', landing: { fromMs: 60_000, untilMs: 63_000 } });
  });

  it('leaves what was pointed at as long as it is', async () => {
    const bench = new Bench();
    bench.desk.pick({ kind: 'gap', id: 'n', eventId: 'event', fromMs: 12_000, untilMs: 15_000 } as ConversationItem);
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    bench.time.step(3_000);
    expect(bench.desk.isGrowing(bench.desk.marks[0]!)).toBe(false);
    await bench.desk.release();
    expect(bench.made[0]?.observedAt).toMatchObject({ fromMs: 12_000n, untilMs: 15_000n });
  });
});

describe('Enter', () => {
  it('marks a choice once, and says what to do instead of marking again', async () => {
    const bench = new Bench();
    bench.desk.search('a1');
    await bench.enter();
    await bench.enter();
    await bench.enter();
    expect(bench.codes).toEqual(['a1']);
    expect(bench.desk.said).toMatchObject({ kind: 'not_chosen_anew', item: { twoKeyCode: 'a1' } });
  });

  it.each<[string, (desk: MarkingDesk) => void, string]>([
    ['the same row', (desk) => desk.select(item('a1')), 'a1'],
    ['a search', (desk) => desk.search('a1'), 'a1'],
    ['an arrow key', (desk) => desk.step(1), 'a2'],
    ['the next competence', (desk) => desk.stepCompetence(1), 'b1'],
  ])('marks again after a new choice: %s', async (_, choose, code) => {
    const bench = new Bench();
    await bench.mark('a1');
    choose(bench.desk);
    await bench.enter();
    expect(bench.codes).toEqual(['a1', code]);
  });

  it('does not mark the mark that was pointed at to be read', async () => {
    const bench = new Bench();
    bench.desk.pickMark({ markId: 'm', indicatorCode: item('b2') } as MarkView);
    await bench.enter();
    expect(bench.codes).toEqual([]);
  });

  it('is unlike a sign’s own key, which marks the selected item again', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.desk.press(Observation.CONTRARY);
    await bench.desk.release();
    expect(bench.codes).toEqual(['a1', 'a1']);
  });
});

describe('a remark', () => {
  it('is published once when its field is left, however often', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.desk.writeRemark(' calme ');
    await Promise.all([bench.desk.keepRemark(), bench.desk.keepRemark()]);
    await bench.desk.keepRemark();
    expect([bench.remarks, bench.desk.draft]).toEqual([['calme'], null]);
  });

  it('publishes nothing when it is what the mark says', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.desk.writeRemark('cal');
    bench.desk.writeRemark('');
    await bench.desk.keepRemark();
    expect([bench.remarks, bench.desk.draft]).toEqual([[], null]);
  });

  it('publishes nothing once it was discarded', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.desk.writeRemark('calme');
    bench.desk.discardRemark();
    await bench.desk.keepRemark();
    expect(bench.remarks).toEqual([]);
  });

  it('is kept for its own mark when another mark becomes the current one', async () => {
    const bench = new Bench();
    const first = await bench.mark('a1');
    bench.desk.writeRemark('calme');
    await bench.mark('b1');
    await settle();
    expect(bench.corrections.map(({ markId, remark }) => [markId, remark])).toEqual([[first!.markId, 'calme']]);
  });

  it('follows its mark, even when the marking key is still down', async () => {
    const bench = new Bench();
    bench.desk.search('a1');
    bench.desk.press(Observation.OBSERVED);
    bench.desk.writeRemark('calme');
    await bench.desk.keepRemark();
    expect([bench.codes, bench.remarks]).toEqual([['a1'], ['calme']]);
  });

  it('that was begun is there after a reload, with its mark', async () => {
    const before = new Bench();
    await before.mark('a1');
    before.desk.writeRemark('calme, et sans');
    const after = new Bench(before.drafts, before.made);
    expect([after.desk.currentMark?.markId, after.desk.draft?.text]).toEqual([before.made[0]?.markId, 'calme, et sans']);
    await after.desk.keepRemark();
    expect(after.remarks).toEqual(['calme, et sans']);
    expect(new Bench(before.drafts).desk.draft).toBeNull();
  });

  it('that takes its time hides nothing that was said meanwhile', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.desk.writeRemark('calme');
    const kept = bench.desk.keepRemark();
    await bench.enter();
    await kept;
    expect([bench.remarks, bench.desk.said.kind]).toEqual([['calme'], 'not_chosen_anew']);
  });

  it('stays in the field while the browser’s database does not take it', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.takesMarks = false;
    bench.desk.writeRemark('calme');
    await bench.desk.keepRemark();
    expect([bench.desk.draft?.text, bench.desk.said.kind]).toEqual(['calme', 'not_stored']);
  });

  it('remembers what the mark said when the writing began', async () => {
    const bench = new Bench();
    await bench.mark('a1');
    bench.desk.writeRemark('c');
    bench.desk.writeRemark('ca');
    expect(bench.desk.draft?.base).toBe('');
  });
});
