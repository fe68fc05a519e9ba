// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { Preference } from './preference.svelte';

describe('a preference', () => {
  beforeEach(() => localStorage.clear());

  it('is the usual one until something is chosen, and again after a reset', () => {
    const dense = new Preference<boolean>('grid', true);
    expect(dense.current).toBe(true);
    dense.choose(false);
    expect(dense.current).toBe(false);
    dense.reset();
    expect([dense.current, new Preference<boolean>('grid', true).current]).toEqual([true, true]);
  });

  it('is remembered by the browser', () => {
    new Preference<number>('share', 0.5).choose(0.3);
    expect(new Preference<number>('share', 0.5).current).toBe(0.3);
  });

  it.each(['"wide"', 'true', '{', 'null'])('takes nothing that it did not keep itself: %s', (kept) => {
    localStorage.setItem('regard.share', kept);
    expect(new Preference<number>('share', 0.5).current).toBe(0.5);
  });
});
