import { describe, expect, it } from 'vitest';
import { RowHeights } from './row_heights';

const ids = ['a', 'b', 'c', 'd', 'e'];

function measured(...heights: number[]): RowHeights {
  const rows = new RowHeights();
  for (const [at, heightPx] of heights.entries()) rows.note(ids[at]!, heightPx);
  return rows;
}

describe('rows of unknown height', () => {
  it('are taken to be as high as the others are on average', () => {
    expect(measured(20, 40).of('e')).toBe(30);
    expect(measured(20, 40).between(ids, 1, 4)).toBe(40 + 30 + 30);
  });

  it('are measured anew, and say whether that is news', () => {
    const rows = measured(20, 40);
    expect([rows.note('a', 20), rows.note('a', 60), rows.of('e')]).toEqual([false, true, 50]);
  });

  it('forget what they were at another width', () => {
    const rows = measured(20, 40);
    rows.forget();
    expect(rows.of('a')).toBe(rows.of('e'));
    expect(rows.note('a', 20)).toBe(true);
  });

  it('that are seen in part are seen', () => {
    const rows = measured(10, 20, 30, 40, 50);
    expect(rows.within(ids, 0, 10)).toEqual({ first: 0, end: 1 });
    expect(rows.within(ids, 10, 31)).toEqual({ first: 1, end: 3 });
    expect(rows.within(ids, 29, 61)).toEqual({ first: 1, end: 4 });
    expect(rows.within(ids, 500, 600)).toEqual({ first: 5, end: 5 });
  });

  it('fill the end of the list', () => {
    expect(measured(10, 20, 30, 40, 50).last(ids, 91)).toEqual({ first: 2, end: 5 });
    expect(measured(10).last(['a'], 500)).toEqual({ first: 0, end: 1 });
  });
});
