import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { keptForMs, KeptCopies, recordingsMax } from './kept_copies';

const event = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (events: readonly Uint8Array[]): string[] => events.map((bytes) => new TextDecoder().decode(bytes));

async function keptOf(accountId: string, now = { wallMs: 0 }): Promise<KeptCopies> {
  const kept = await KeptCopies.open(() => now.wallMs);
  await kept.belongTo(accountId);
  return kept;
}

describe('what the browser keeps', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  test('is found again after a reload', async () => {
    const kept = await keptOf('claire');
    await kept.keep('/api/me', { name: 'Claire' });
    await kept.eventsOf('r');
    await kept.keepEvents('r', 1, [event('a'), event('b')]);
    await kept.keepEvents('r', 3, [event('c')]);
    const reloaded = await KeptCopies.open(() => 0);
    expect(await reloaded.find('/api/me')).toEqual({ name: 'Claire' });
    expect(texts(await (await keptOf('claire')).eventsOf('r'))).toEqual(['a', 'b', 'c']);
  });

  test('is not shown to another account', async () => {
    const kept = await keptOf('claire');
    await kept.keep('/api/me', 'mine');
    await kept.eventsOf('r');
    await kept.keepEvents('r', 1, [event('a')]);
    const other = await keptOf('paul');
    expect(await other.find('/api/me')).toBeUndefined();
    expect(await other.eventsOf('r')).toEqual([]);
  });

  test('goes when the account signs out, and what comes late is not kept', async () => {
    const kept = await keptOf('claire');
    await kept.keep('/api/me', 'mine');
    await kept.clear();
    await kept.keep('/api/me', 'late');
    await kept.keepEvents('r', 1, [event('late')]);
    expect(await kept.find('/api/me')).toBeUndefined();
    expect(await kept.eventsOf('r')).toEqual([]);
  });

  test('is found no longer than a sign-in lasts, nor when the clock has gone back', async () => {
    const now = { wallMs: 1_000 };
    const kept = await keptOf('claire', now);
    await kept.keep('/api/me', 'mine');
    now.wallMs += keptForMs;
    expect(await kept.find('/api/me')).toBe('mine');
    now.wallMs += 1;
    expect(await kept.find('/api/me')).toBeUndefined();
    now.wallMs = 0;
    expect(await kept.find('/api/me')).toBeUndefined();
  });

  test('has room for some recordings: the one opened longest ago goes', async () => {
    const kept = await keptOf('claire');
    for (let number = 0; number <= recordingsMax; number++) {
      await kept.eventsOf(`r${number}`);
      await kept.keepEvents(`r${number}`, 1, [event('x')]);
      await kept.eventsOf('r1');
    }
    expect(await kept.eventsOf('r0')).toEqual([]);
    expect(texts(await kept.eventsOf('r1'))).toEqual(['x']);
  });

  test('is nothing where the browser gives no database', async () => {
    globalThis.indexedDB = { open: () => { throw new Error('denied'); } } as unknown as IDBFactory;
    const kept = await keptOf('claire');
    await kept.keep('/api/me', 'mine');
    expect(await kept.find('/api/me')).toBeUndefined();
  });
});
