import { describe, expect, test } from 'vitest';
import { Role } from '../gen/regard/v1/person_pb';
import { Api } from './api';

function answering(status: number, body: string): { api: Api; asked: { path: string; init: RequestInit }[] } {
  const asked: { path: string; init: RequestInit }[] = [];
  const api = new Api((path, init) => {
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
    const api = new Api(() => Promise.reject(new TypeError('failed to fetch')));
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

  test('takes a proxy that finds no server for one that does not answer, and the server at its word', async () => {
    const proxy = new Api(() => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 })));
    expect(await proxy.me()).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    const body = '{"code":"store_failed","message":"disk"}';
    const server = new Api(() => Promise.resolve(new Response(body, { status: 503, headers: { 'Content-Type': 'application/json' } })));
    expect(await server.me()).toMatchObject({ ok: false, error: { code: 'store_failed' } });
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
