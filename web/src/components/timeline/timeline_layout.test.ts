import { describe, expect, it } from 'vitest';
import { positionAt, spanOf, ticks, xOf } from './timeline_layout';

const scale = { widthPx: 1000, spanMs: 600_000, afterPx: 0 };

describe('timeline layout', () => {
  it('gives back the position of a place it put', () => {
    expect(positionAt(scale, xOf(scale, 83_500))).toBeCloseTo(83_500);
  });

  it('never points outside of the interview', () => {
    expect(positionAt(scale, -20)).toBe(0);
    expect(positionAt(scale, 4000)).toBe(600_000);
  });

  it('leaves the room at the right to what was marked after the end', () => {
    expect(xOf({ ...scale, afterPx: 100 }, 600_000)).toBeLessThan(900);
    expect(positionAt({ ...scale, afterPx: 100 }, 950)).toBe(600_000);
  });

  it('keeps its scale while a live interview grows within the free room', () => {
    expect(spanOf(301_000, true)).toBe(spanOf(305_000, true));
    expect(spanOf(301_000, true)).toBeGreaterThan(301_000);
  });

  it('fills the width with a finished interview', () => {
    expect(spanOf(301_000, false)).toBe(301_000);
  });

  it('leaves room between ticks', () => {
    const [first, second] = ticks(scale).map((tick) => xOf(scale, tick));
    expect(second! - first!).toBeGreaterThanOrEqual(64);
  });
});
