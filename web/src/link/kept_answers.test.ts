import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { settle } from '../test_support';
import { KeptAnswers, unconnectedPatienceMs } from './kept_answers';

const json = { headers: { 'Content-Type': 'application/json' } };
const hourMs = 3_600_000;
const path = '/api/interviews/3f2a9c10-5b7e-4f21-9d0a-2b7c1e5a8f44';

function bench() {
  const kept = new Map<string, string>();
  const state = { connected: true, answer: (): Promise<Response> => Promise.resolve(new Response('{"n":1}', json)), nowMs: 1e12 };
  const answers = new KeptAnswers(() => state.answer(), () => state.nowMs);
  const copies = {
    answer: (asked: string) => Promise.resolve(kept.get(asked) ?? null),
    keepAnswer: (asked: string, text: string) => Promise.resolve(void kept.set(asked, text)),
    dropAnswer: (asked: string) => Promise.resolve(void kept.delete(asked)),
  };
  const use = (): void => answers.use({ copies, isConnected: () => state.connected });
  use();
  const ask = async (asked = path, init?: RequestInit): Promise<string> => (await answers.fetch(asked, init)).text();
  return { kept, state, answers, ask, use };
}

const gone = (): Promise<Response> => Promise.reject(new TypeError('no network'));

describe('kept answers', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  test('are given again while the server cannot be reached', async () => {
    const { state, ask } = bench();
    await ask();
    await settle();
    state.answer = gone;
    expect(await ask()).toBe('{"n":1}');
    state.answer = () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(await ask()).toBe('{"n":1}');
  });

  test('never stand in for what the server says', async () => {
    const { state, ask, answers } = bench();
    await ask();
    state.answer = () => Promise.resolve(new Response('{"n":2}'));
    expect(await ask()).toBe('{"n":2}');
    state.answer = () => Promise.resolve(new Response('{"code":"store_failed"}', { status: 503, headers: { 'Content-Type': 'application/json' } }));
    expect((await answers.fetch(path)).status).toBe(503);
  });

  test('are forgotten once the account may no longer have them', async () => {
    const { state, ask, kept } = bench();
    await ask();
    await settle();
    expect(kept.size).toBe(1);
    state.answer = () => Promise.resolve(new Response('{}', { status: 404 }));
    await ask();
    expect(kept.size).toBe(0);
  });

  test('are given soon where the network is silent, but not while there is a connection', async () => {
    const { state, answers, ask } = bench();
    await ask();
    await settle();
    state.answer = () => new Promise<Response>(() => undefined);
    const given = vi.fn();
    void answers.fetch(path).then(given);
    await settle();
    vi.advanceTimersByTime(10 * unconnectedPatienceMs);
    await settle();
    expect(given).not.toHaveBeenCalled();
    state.connected = false;
    vi.advanceTimersByTime(unconnectedPatienceMs);
    await settle();
    expect(given).toHaveBeenCalledOnce();
  });

  test('are of an account: once it is gone nothing is given or kept', async () => {
    const { state, answers, kept } = bench();
    await answers.fetch(path);
    await settle();
    answers.use(null);
    kept.clear();
    await answers.fetch('/api/referential');
    await settle();
    expect(kept.size).toBe(0);
    state.answer = gone;
    await expect(answers.fetch(path)).rejects.toThrow('no network');
  });

  test.each(['/api/me', '/api/people', '/api/trail', '/api/interviews?after=x'])('are not made of %s', async (asked) => {
    const { ask, kept } = bench();
    await ask(asked);
    await settle();
    expect(kept.size).toBe(0);
  });

  test('are made of the first page of a list, whatever its filter', async () => {
    const { ask, kept } = bench();
    await ask('/api/interviews?state=live');
    await settle();
    expect([...kept.keys()]).toEqual(['/api/interviews?state=live']);
  });

  test('of a period are one copy, whenever it is asked for', async () => {
    const { ask, kept, state } = bench();
    const since = (hours: number): string => `/api/interviews?state=live&from=${state.nowMs - hours * hourMs}`;
    await ask(since(168));
    await settle();
    state.nowMs += 5 * hourMs + 1;
    state.answer = gone;
    expect(await ask(since(168))).toBe('{"n":1}');
    await expect(ask(since(24))).rejects.toThrow('no network');
    expect(kept.size).toBe(1);
  });

  test('are not made of what another than the server says', async () => {
    const { ask, kept, state } = bench();
    state.answer = () => Promise.resolve(new Response('<h1>Connectez-vous au réseau</h1>', { headers: { 'Content-Type': 'text/html' } }));
    await ask();
    await settle();
    expect(kept.size).toBe(0);
  });
});
