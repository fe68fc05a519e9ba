import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Observation, type Mark } from '../../gen/regard/v1/marking_pb';
import type { ConversationItem } from '../../recordings/conversation';
import { blockOf, parseReferential } from '../../referential/referential';
import type { Ledger } from './mark_ledger.svelte';
import { MarkingDesk } from './marking_desk.svelte';

const parsed = parseReferential(JSON.parse(readFileSync(new URL('../../../../observer/referential/referential.json', import.meta.url), 'utf8')));
const block = blockOf(parsed.ok ? parsed.value : { blocks: [] }, 'B1')!;

// A desk whose clock is set by hand, with the marks that it made.
class Bench {
  nowMs: number | null = 60_000;
  readonly made: Mark[] = [];
  closed = false;
  readonly desk: MarkingDesk;

  constructor() {
    const bench = this;
    const ledger: Partial<Ledger> = {
      standing: [],
      find: () => undefined,
      make: (mark) => Promise.resolve(this.made.push(mark) > 0),
      undo: () => null,
      get closed() {
        return bench.closed;
      },
    };
    this.desk = new MarkingDesk(ledger as Ledger, block, () => this.nowMs);
  }

  async mark(query: string, observation = Observation.OBSERVED): Promise<Mark | undefined> {
    this.desk.search(query);
    this.desk.press(observation);
    await this.desk.release();
    return this.made.at(-1);
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
    bench.nowMs = 64_000;
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
    bench.nowMs = 63_000;
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
    bench.nowMs = null;
    await bench.mark('a1');
    expect(bench.desk.said.kind).toBe('clock_unknown');
    bench.closed = true;
    await bench.mark('a1');
    expect([bench.desk.said.kind, bench.made.length]).toEqual(['closed', 0]);
  });
});
