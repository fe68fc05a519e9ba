import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockOf, parseReferential } from '../../referential/referential';
import type { RateableItem } from '../../referential/referential_model';
import { nextCompetence, nextItem, type Direction } from './grid_walk';

const parsed = parseReferential(JSON.parse(readFileSync(new URL('../../../../observer/referential/referential.json', import.meta.url), 'utf8')));
const block = blockOf(parsed.ok ? parsed.value : { blocks: [] }, 'B1')!;

type Walk = typeof nextItem;
const all = (): boolean => true;

// From one two-key code to the next; '' is nowhere.
function walk(next: Walk, from: string, by: Direction, isShown: (item: RateableItem) => boolean = all): string {
  return next(block, block.itemByTwoKeyCode.get(from)?.code ?? '', by, isShown)?.twoKeyCode ?? '';
}

const only =
  (...codes: string[]) =>
  (item: RateableItem): boolean =>
    codes.includes(item.twoKeyCode);

describe('ways through the grid', () => {
  it('lead from item to item, and end at both ends', () => {
    expect([walk(nextItem, '', 1), walk(nextItem, 'a1', 1), walk(nextItem, 'a2', -1), walk(nextItem, 'a1', -1)]).toEqual(['a1', 'a2', 'a1', '']);
    expect(walk(nextItem, block.items.at(-1)!.twoKeyCode, 1)).toBe('');
  });

  it('lead from anywhere in a competence to the first item of the next, and back', () => {
    expect([walk(nextCompetence, '', 1), walk(nextCompetence, 'a2', 1), walk(nextCompetence, 'c2', -1)]).toEqual(['a1', 'b1', 'b1']);
    expect(walk(nextCompetence, 'a3', -1)).toBe('');
  });

  it('pass over what is not shown, from an item that is not shown itself', () => {
    const shown = only('a3', 'b2', 'd1');
    expect([walk(nextItem, 'a1', 1, shown), walk(nextItem, 'b1', -1, shown), walk(nextItem, 'c1', 1, shown)]).toEqual(['a3', 'a3', 'd1']);
    expect([walk(nextCompetence, 'a1', 1, shown), walk(nextCompetence, 'b1', 1, shown), walk(nextCompetence, 'd2', -1, shown)]).toEqual(['b2', 'd1', 'b2']);
  });
});
