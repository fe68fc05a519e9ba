import { describe, expect, test } from 'vitest';
import { Role } from '../gen/regard/v1/person_pb';
import { Api } from './api';

function answering(status: number, body: string): { api: Api; asked: { path: string; init: RequestInit }[] } {
  const asked: { path: string; init: RequestInit }[] = [];
  const api = new Api(undefined, (path, init) => {
    asked.push({ path: String(path), init: init ?? {} });
    return Promise.resolve(new Response(status === 204 ? null : body, { status }));
  });
  return { api, asked };
}

describe('api', () => {
  test('signs in and reads the answer', async () => {
    const { api, asked } = answering(200, '{"accountId":"a","login":"lea","name":"Léa","role":"ROLE_ASSESSOR","new":1}');
    const answer = await api.signIn('lea', 'secret', '');
    expect(answer.ok && answer.value.role).toBe(Role.ASSESSOR);
    expect(asked[0]?.path).toBe('/api/sign-in');
    expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ login: 'lea', password: 'secret' });
  });

  test('gives a refusal as a value, with the seconds to wait', async () => {
    const { api } = answering(429, '{"code":"too_many_attempts","message":"wait","retryAfterS":30}');
    expect(await api.signIn('lea', 'x', '')).toEqual({
      ok: false,
      error: { code: 'too_many_attempts', message: 'wait', retryAfterS: 30 },
    });
  });

  test('says when no answer came', async () => {
    const api = new Api(undefined, () => Promise.reject(new TypeError('failed to fetch')));
    const answer = await api.me();
    expect(!answer.ok && answer.error.code).toBe('unreachable');
  });

  test.each([
    [200, 'not json'],
    [200, '{"role":"NO_SUCH_ROLE_TYPE","name":5}'],
    [500, '<html>'],
  ])('says when the answer cannot be read (%i %s)', async (status, body) => {
    const answer = await answering(status, body).api.me();
    expect(!answer.ok && answer.error.code).toBe('unreadable');
  });

  test('takes a proxy’s word that the server is away for no answer', async () => {
    const answer = await answering(502, '<html>Bad Gateway').api.me();
    expect(!answer.ok && answer.error.code).toBe('unreachable');
  });

  test('during an outage gives what the server answered last, of what is kept', async () => {
    const kept = new Map<string, unknown>();
    const keeper = {
      find: (path: string) => Promise.resolve(kept.get(path)),
      keep: async (path: string, answer: unknown) => void kept.set(path, answer),
    };
    let isAway = false;
    const api = new Api(keeper, () =>
      isAway ? Promise.reject(new TypeError('failed to fetch')) : Promise.resolve(new Response('{"name":"Léa","interviewId":"i"}')),
    );
    await Promise.all([api.me(), api.interview('i'), api.ownAccount()]);
    isAway = true;
    const [me, interview, account] = await Promise.all([api.me(), api.interview('i'), api.ownAccount()]);
    expect(me.ok && me.value.name).toBe('Léa');
    expect(interview.ok && interview.value.interviewId).toBe('i');
    expect(!account.ok && account.error.code).toBe('unreachable');
  });

  test('what is kept does not stand in for a refusal', async () => {
    const keeper = { find: () => Promise.resolve({ name: 'Léa' }), keep: () => Promise.resolve() };
    const api = new Api(keeper, () => Promise.resolve(new Response('{"code":"not_signed_in"}', { status: 401 })));
    const me = await api.me();
    expect(!me.ok && me.error.code).toBe('not_signed_in');
  });

  test('signs out with an empty answer', async () => {
    expect(await answering(204, '').api.signOut()).toEqual({ ok: true, value: undefined });
  });

  test('puts nothing unescaped into an address', async () => {
    const { api, asked } = answering(200, '{}');
    await api.interview('../me');
    expect(asked[0]?.path).toBe('/api/interviews/..%2Fme');
  });
});
