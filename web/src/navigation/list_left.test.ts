import { beforeEach, describe, expect, it } from 'vitest';
import { listLeft, noteListLeft } from './list_left';

const kept = new Map<string, string>();
globalThis.sessionStorage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
} as Storage;

describe('the way back to the list', () => {
  beforeEach(() => kept.clear());

  it('leads to the whole list at first', () => {
    expect(listLeft()).toEqual({ address: '#/', rowCount: 0, scrollPx: 0 });
  });

  it('leads to the list as it was left', () => {
    const left = { address: '#/?etat=live', rowCount: 57, scrollPx: 812 };
    noteListLeft(left);
    expect(listLeft()).toEqual(left);
  });

  it('bears what it has not kept itself', () => {
    kept.set('regard.list', 'nonsense');
    expect(listLeft().address).toBe('#/');
  });
});
