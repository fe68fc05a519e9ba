import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Publish } from '../gen/regard/v1/frame_pb';
import { ErrorCode } from '../gen/regard/v1/frame_pb';
import { Outbox } from './outbox';
import { isUnderway } from './outbox_item';
import type { ServerClock } from '../link/clock';
import { unreadableRestMs } from '../link/unreadable';
import { OutboxSender, type Locks } from './outbox_sender';
import { ConnectionBench, eventAt, settle } from '../test_support';
import { newUuid } from '../base/uuid';

const note = (text: string) => ({ case: 'note', value: { text } }) as const;

// One lock, handed on in the order it was asked for, as the browser's.
class OneLock {
  #last: Promise<unknown> = Promise.resolve();

  readonly locks = {
    request: (_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) => {
      const mine = this.#last.then(() => (signal.aborted ? Promise.reject(new Error('aborted')) : work()));
      this.#last = mine.catch(() => undefined);
      return mine;
    },
  } as unknown as Locks;
}

// One tab of one account: what a page load makes.
class Tab {
  readonly bench = new ConnectionBench();
  readonly outbox: Outbox;
  readonly sender: OutboxSender;

  private constructor(outbox: Outbox, clientId: string) {
    this.outbox = outbox;
    this.sender = new OutboxSender(outbox, this.bench.connection, clientId, this.bench.time.timers);
  }

  static async load(accountId: string, lock: OneLock, clientId: string): Promise<Tab> {
    const opened = await Outbox.open(accountId, new ConnectionBench().clock);
    if (!opened.ok) throw new Error(opened.error);
    const tab = new Tab(opened.value, clientId);
    tabs.push(tab);
    void tab.sender.run(lock.locks, 'lock');
    await settle();
    return tab;
  }

  async publish(text: string, recordingId = 'recording'): Promise<void> {
    const published = await this.outbox.publish(recordingId, note(text));
    if (!published.ok) throw new Error(published.error);
    await settle();
  }

  async acknowledge({ recordingId, clientId, clientSeq }: Publish): Promise<void> {
    this.bench.socket.receive({ case: 'ack', value: { recordingId, clientId, clientSeq } });
    await settle();
  }

  async refuse({ recordingId, clientId, clientSeq }: Publish, code: ErrorCode, expectedClientSeq = 0n): Promise<void> {
    this.bench.socket.receive({ case: 'error', value: { code, recordingId, clientId, clientSeq, expectedClientSeq } });
    await settle();
  }

  get sent(): Publish[] {
    return this.bench.socket.saidOf('publish').map((said) => said.value);
  }

  get statuses(): string[] {
    return this.outbox.items.map((item) => item.status);
  }

  // As a reload or a crash ends it: nothing more is written.
  async end(): Promise<void> {
    this.sender.stop();
    this.bench.connection.stop();
    await this.outbox.close();
    await settle();
  }
}

const textOf = (publish: Publish): string =>
  publish.body?.kind.case === 'note' ? publish.body.kind.value.text : '';
const namesOf = (sent: readonly Publish[]): string[] => sent.map((publish) => `${publish.clientId}:${publish.clientSeq}`);

let account = '';
let lock = new OneLock();
let tabs: Tab[] = [];

beforeEach(() => {
  account = newUuid();
  lock = new OneLock();
  tabs = [];
});

afterEach(async () => {
  for (const tab of tabs) await tab.end();
});

describe('outbox', () => {
  test('sends one event at a time and goes on after the acknowledgement', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.publish('b');
    expect(tab.sent.map(textOf)).toEqual(['a']);
    expect(tab.statuses).toEqual(['sent', 'waiting']);
    await tab.acknowledge(tab.sent[0]!);
    expect(namesOf(tab.sent)).toEqual(['c1:1', 'c1:2']);
    expect(tab.statuses).toEqual(['kept', 'sent']);
    expect(tab.outbox.items.filter(isUnderway)).toHaveLength(1);
  });

  test('recordings do not wait for each other', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a', 'first');
    await tab.publish('b', 'second');
    expect(namesOf(tab.sent)).toEqual(['c1:1', 'c1:1']);
  });

  test('shows a kept event until the journal copy has arrived', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.acknowledge(tab.sent[0]!);
    expect(tab.statuses).toEqual(['kept']);
    tab.outbox.settle([eventAt(1, 0, note('a'), { clientId: 'c1', clientSeq: 1n })]);
    expect(tab.statuses).toEqual([]);
  });

  test('gives the same items of a recording until one of them changes', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    await tab.publish('a', 'first');
    const items = tab.outbox.itemsOf('first');
    await tab.publish('b', 'second');
    expect(tab.outbox.itemsOf('first')).toBe(items);
    await tab.publish('c', 'first');
    expect(tab.outbox.itemsOf('first')).toHaveLength(2);
  });

  test('keeps what is made without a connection and sends it in order afterwards', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    await tab.publish('a');
    await tab.publish('b');
    expect(tab.statuses).toEqual(['waiting', 'waiting']);
    tab.bench.open();
    await settle();
    await tab.acknowledge(tab.sent[0]!);
    expect(tab.sent.map(textOf)).toEqual(['a', 'b']);
  });

  test('sends again under the same name after a cut', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.bench.cutAndReturn();
    await settle();
    expect(namesOf(tab.sent)).toEqual(['c1:1']);
  });

  test('after a reload sends first, under its stored name, what the page before had sent', async () => {
    const before = await Tab.load(account, lock, 'old');
    before.bench.open();
    await before.publish('a');
    await before.publish('b');
    await before.end();
    const after = await Tab.load(account, lock, 'new');
    after.bench.open();
    await settle();
    await after.acknowledge(after.sent[0]!);
    expect(namesOf(after.sent)).toEqual(['old:1', 'new:1']);
    expect(after.sent.map(textOf)).toEqual(['a', 'b']);
  });

  test('marks a refused event and gives its number to the next', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.publish('b');
    await tab.refuse(tab.sent[0]!, ErrorCode.WRONG_STATE);
    expect(tab.statuses).toEqual(['refused', 'sent']);
    expect(tab.outbox.items[0]?.refusal?.code).toBe(ErrorCode.WRONG_STATE);
    expect(namesOf(tab.sent)).toEqual(['c1:1', 'c1:1']);
  });

  test('a refused event survives a reload, and can be tried again or discarded', async () => {
    const before = await Tab.load(account, lock, 'old');
    before.bench.open();
    await before.publish('a');
    await before.refuse(before.sent[0]!, ErrorCode.LIMIT_REACHED);
    await before.end();
    const after = await Tab.load(account, lock, 'new');
    after.bench.open();
    expect(after.statuses).toEqual(['refused']);
    await after.outbox.retry(after.outbox.items[0]!.itemId);
    await settle();
    expect(namesOf(after.sent)).toEqual(['new:1']);
    await after.refuse(after.sent[0]!, ErrorCode.LIMIT_REACHED);
    await after.outbox.discard(after.outbox.items[0]!.itemId);
    expect(after.statuses).toEqual([]);
  });

  test('an event that is tried again does not take the number of one that is on its way', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.publish('b');
    await tab.refuse(tab.sent[0]!, ErrorCode.LIMIT_REACHED);
    await tab.outbox.retry(tab.outbox.items[0]!.itemId);
    await tab.bench.cutAndReturn();
    await settle();
    expect(tab.sent.map((publish) => [textOf(publish), publish.clientSeq])).toEqual([['b', 1n]]);
    await tab.acknowledge(tab.sent[0]!);
    expect(tab.sent.map((publish) => [textOf(publish), publish.clientSeq])).toEqual([['b', 1n], ['a', 2n]]);
  });

  test.each([ErrorCode.STORE_POISONED, ErrorCode.SHUTTING_DOWN])('holds everything after error %i until the next connection', async (code) => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.refuse(tab.sent[0]!, code);
    await tab.publish('b');
    expect(tab.statuses).toEqual(['sent', 'waiting']);
    expect(tab.sent).toHaveLength(1);
    await tab.bench.cutAndReturn();
    await settle();
    expect(namesOf(tab.sent)).toEqual(['c1:1']);
  });

  test.each([ErrorCode.STORE_UNREADABLE, ErrorCode.STORE_FULL])('rests a recording after error %i, keeps the number, and goes on with the others', async (code) => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    await tab.publish('a');
    await tab.refuse(tab.sent[0]!, code);
    await tab.publish('b');
    await tab.publish('elsewhere', 'another');
    expect(tab.sent.map(textOf)).toEqual(['a', 'elsewhere']);
    expect(tab.statuses).toEqual(['sent', 'waiting', 'sent']);
    tab.bench.time.step(unreadableRestMs);
    await settle();
    expect(tab.sent.slice(2).map((publish) => [textOf(publish), publish.clientSeq])).toEqual([['a', 1n]]);
    await tab.acknowledge(tab.sent[2]!);
    expect(tab.sent.slice(3).map((publish) => [textOf(publish), publish.clientSeq])).toEqual([['b', 2n]]);
  });

  test('takes the number that the server expects when it has fewer events than believed', async () => {
    const tab = await Tab.load(account, lock, 'c1');
    tab.bench.open();
    for (const text of ['a', 'b']) {
      await tab.publish(text);
      await tab.acknowledge(tab.sent.at(-1)!);
    }
    await tab.publish('c');
    await tab.refuse(tab.sent.at(-1)!, ErrorCode.OUT_OF_ORDER, 2n);
    expect(namesOf(tab.sent).slice(2)).toEqual(['c1:3', 'c1:2']);
    await tab.acknowledge(tab.sent.at(-1)!);
    await tab.publish('d');
    expect(namesOf(tab.sent).at(-1)).toBe('c1:3');
  });

  test('another account in the same browser neither sees nor sends', async () => {
    const mine = await Tab.load(account, lock, 'c1');
    await mine.publish('secret');
    const other = await Tab.load(newUuid(), new OneLock(), 'c2');
    other.bench.open();
    await settle();
    expect(other.statuses).toEqual([]);
    expect(other.sent).toEqual([]);
  });
});

describe('two tabs of one account', () => {
  test('only one sends, and sends what the other makes', async () => {
    const first = await Tab.load(account, lock, 'c1');
    const second = await Tab.load(account, lock, 'c2');
    first.bench.open();
    second.bench.open();
    await second.publish('a');
    expect(second.sent).toEqual([]);
    expect(namesOf(first.sent)).toEqual(['c1:1']);
    await first.acknowledge(first.sent[0]!);
    expect(second.statuses).toEqual(['kept']);
  });

  test('the other takes over when the sender closes', async () => {
    const first = await Tab.load(account, lock, 'c1');
    const second = await Tab.load(account, lock, 'c2');
    first.bench.open();
    await first.publish('a');
    await second.publish('b');
    await first.end();
    second.bench.open();
    await settle();
    await second.acknowledge(second.sent[0]!);
    expect(namesOf(second.sent)).toEqual(['c1:1', 'c2:1']);
  });
});

// A server that stores as the real one does, cut at random: what is acknowledged is stored once, in the order it was made.
describe('under random cuts, reloads and refusals', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i: everything is stored once and in order', async (firstSeed) => {
    let seed = firstSeed * 7919;
    const chance = (percent: number): boolean => (seed = (seed * 48_271) % 2_147_483_647) % 100 < percent;
    const stored: string[] = [];
    const lastSeq = new Map<string, bigint>();
    let load = 1;
    let tab = await Tab.load(account, lock, `load-${load}`);
    tab.bench.open();
    const serve = async (): Promise<void> => {
      for (const publish of tab.sent.splice(0)) {
        const last = lastSeq.get(publish.clientId) ?? 0n;
        if (publish.clientSeq > last + 1n) throw new Error(`gap: ${publish.clientId} ${publish.clientSeq} after ${last}`);
        if (publish.clientSeq === last + 1n) {
          lastSeq.set(publish.clientId, publish.clientSeq);
          stored.push(textOf(publish));
        }
        if (chance(70)) await tab.acknowledge(publish);
      }
    };
    for (let made = 0; made < 25; made++) {
      await tab.publish(`event ${made}`);
      if (chance(60)) await serve();
      if (chance(20)) await tab.bench.cutAndReturn();
      if (chance(15)) {
        await tab.end();
        tab = await Tab.load(account, lock, `load-${++load}`);
        tab.bench.open();
      }
      await settle();
    }
    for (let round = 0; tab.outbox.items.some(isUnderway) && round < 200; round++) {
      await serve();
      await tab.bench.cutAndReturn();
      await settle();
    }
    expect(tab.outbox.items.filter(isUnderway)).toEqual([]);
    expect(stored).toEqual(Array.from({ length: 25 }, (_, made) => `event ${made}`));
  });
});

test('an item says how far the page’s clock is from the server’s, with its sign', async () => {
  const clock = { estimate: () => ({ offsetUs: -7n, errorUs: 2n }), pageNowUs: () => 5n } as unknown as ServerClock;
  const opened = await Outbox.open(newUuid(), clock);
  const published = opened.ok ? await opened.value.publish('recording', note('x')) : opened;
  expect(published).toMatchObject({ ok: true, value: { madeAtWallUs: 5n, clockOffsetUs: -7n, clockOffsetErrorUs: 2n } });
});

test('the browser answers for an item when the system has it on disk', async () => {
  const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const opened = await Outbox.open(newUuid(), new ConnectionBench().clock);
  if (opened.ok) await opened.value.publish('recording', note('x'));
  const writing = transactions.mock.calls.filter(([, mode]) => mode === 'readwrite');
  transactions.mockRestore();
  expect(writing).toEqual([['items', 'readwrite', { durability: 'strict' }]]);
});
