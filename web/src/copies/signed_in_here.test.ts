import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { MeSchema } from '../gen/regard/v1/api/account_pb';
import { SignedInHere, signInLastsMs } from './signed_in_here';

const claire = create(MeSchema, { accountId: 'claire', name: 'Claire Martin' });

function at(start: { nowMs: number }): { here: SignedInHere; texts: Map<string, string> } {
  const texts = new Map<string, string>();
  const drawer = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
    removeItem: (key: string) => void texts.delete(key),
  };
  return { here: new SignedInHere(drawer, () => start.nowMs), texts };
}

describe('who is signed in here', () => {
  test('is known until the sign-in ends', () => {
    const time = { nowMs: 1_000_000 };
    const { here } = at(time);
    expect(here.me).toBeNull();
    here.note(claire, time.nowMs + 60_000);
    expect(here.me?.name).toBe('Claire Martin');
    time.nowMs += 60_000;
    expect(here.me).toBeNull();
  });

  test('is known for no longer than a sign-in lasts, whatever the clocks say', () => {
    const time = { nowMs: 100 * signInLastsMs };
    const { here } = at(time);
    here.note(claire, time.nowMs + 10 * signInLastsMs);
    time.nowMs += signInLastsMs;
    expect(here.me).toBeNull();
    here.note(claire, time.nowMs + signInLastsMs);
    time.nowMs -= 2 * signInLastsMs;
    expect(here.me).toBeNull();
  });

  test('is forgotten at once', () => {
    const { here, texts } = at({ nowMs: 0 });
    here.note(claire, 60_000);
    here.forget();
    expect(here.me).toBeNull();
    expect(texts.size).toBe(0);
  });

  test('a sign-out that the server was not told of is owed until it is', () => {
    const { here } = at({ nowMs: 0 });
    expect(here.isSignOutDue).toBe(false);
    here.oweSignOut();
    expect(here.isSignOutDue).toBe(true);
    here.signOutDone();
    expect(here.isSignOutDue).toBe(false);
  });

  test('words of other pages than these are nobody', () => {
    const { here, texts } = at({ nowMs: 0 });
    here.note(claire, 60_000);
    for (const key of texts.keys()) texts.set(key, '{');
    expect(here.me).toBeNull();
  });
});
