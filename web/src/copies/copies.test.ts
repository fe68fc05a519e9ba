import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { eventAt, erased, settle } from '../test_support';
import { answersMax, Copies, recordingsMax, removeCopiesExcept } from './copies';

const note = { case: 'note', value: { text: 'x' } } as const;
const events = [1, 2, 3].map((sequence) => eventAt(sequence, sequence, note));

afterEach(async () => {
  vi.useRealTimers();
  await removeCopiesExcept('');
  await settle();
});

describe('copies', () => {
  test('give back, after a reload, what was kept of an account', async () => {
    const before = await Copies.open('claire');
    await before.keepAnswer('/api/referential', '{"blocks":[]}');
    await before.keepEvents('recording', events);
    await before.keepFact('clock', { offsetUs: 12n });
    before.close();
    const after = await Copies.open('claire');
    expect(await after.answer('/api/referential')).toBe('{"blocks":[]}');
    expect(await after.events('recording')).toEqual(events);
    expect(await after.fact('clock')).toEqual({ offsetUs: 12n });
  });

  test('give nothing of one account to another', async () => {
    const claire = await Copies.open('claire');
    await claire.keepAnswer('/api/interviews', '{}');
    await claire.keepEvents('recording', events);
    const paul = await Copies.open('paul');
    await settle();
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['regard-copies-paul']);
    expect(await paul.answer('/api/interviews')).toBeNull();
    expect(await paul.events('recording')).toEqual([]);
  });

  test('are removed for all accounts but one, also where another tab has them open', async () => {
    const claire = await Copies.open('claire');
    await removeCopiesExcept('claire');
    expect(await indexedDB.databases()).toHaveLength(1);
    await removeCopiesExcept('');
    await settle();
    expect(await indexedDB.databases()).toEqual([]);
    await claire.keepAnswer('/api/interviews', '{}');
    expect(claire.fault).toBeNull();
    expect(await indexedDB.databases()).toEqual([]);
  });

  test('leave what lies in the outbox', async () => {
    indexedDB.open('regard-outbox-claire', 1);
    await settle();
    await removeCopiesExcept('');
    await settle();
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['regard-outbox-claire']);
  });

  test('hold no gap: what is behind one is not given', async () => {
    const copies = await Copies.open('claire');
    await copies.keepEvents('recording', [events[0]!, events[2]!]);
    expect(await copies.events('recording')).toEqual([events[0]]);
  });

  test('take what is behind a sequence away, and an erased event in place of what it said', async () => {
    const copies = await Copies.open('claire');
    await copies.keepEvents('recording', events);
    await copies.keepEvents('recording', [erased(events[0]!)]);
    await copies.dropEventsAfter('recording', 2n);
    expect((await copies.events('recording')).map(({ sequence, erased }) => [sequence, erased])).toEqual([
      [1n, true],
      [2n, false],
    ]);
  });

  test('have a limit: what was used longest ago goes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const copies = await Copies.open('claire');
    for (let day = 0; day <= answersMax; day++) {
      vi.setSystemTime(day);
      await copies.keepAnswer(`/${day}`, 'x');
    }
    expect(await copies.answer('/0')).toBeNull();
    expect(await copies.answer('/1')).toBe('x');
    await copies.keepEvents('first', [events[0]!]);
    for (let day = 0; day <= recordingsMax; day++) {
      vi.setSystemTime(day);
      await copies.events(day === 0 ? 'first' : `recording-${day}`);
    }
    expect(await copies.events('first')).toEqual([]);
  });

  test.each([
    ['no database', { databases: () => Promise.resolve([]), open: () => { throw new Error('private window'); } }, 'private window'],
    ['no list of those it has', {}, 'databases'],
  ])('say why they keep nothing where the browser gives %s', async (_name, browser, why) => {
    vi.stubGlobal('indexedDB', browser);
    const copies = await Copies.open('claire');
    await removeCopiesExcept('');
    vi.unstubAllGlobals();
    expect(copies.fault).toContain(why);
    await copies.keepAnswer('/api/interviews', '{}');
    expect(await copies.answer('/api/interviews')).toBeNull();
  });
});
