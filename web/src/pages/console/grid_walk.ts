// Ways through the grid by key: from item to item, from competence to competence.
import type { Block, RateableItem } from '../../referential/referential_model';

export type Direction = 1 | -1;

// The next item in this direction of those that are shown; from nowhere, the first one. Undefined at the end.
export function nextItem(block: Block, code: string, by: Direction, isShown: (item: RateableItem) => boolean): RateableItem | undefined {
  const { items } = block;
  const place = items.findIndex((item) => item.code === code);
  if (place === -1) return items.find(isShown);
  return by === 1 ? items.slice(place + 1).find(isShown) : items.slice(0, place).findLast(isShown);
}

// The first shown item of the next competence in this direction that has one; from nowhere, that of the first.
export function nextCompetence(block: Block, code: string, by: Direction, isShown: (item: RateableItem) => boolean): RateableItem | undefined {
  const shown = block.items.filter(isShown);
  const firsts = shown.filter((item, at) => item.competenceCode !== shown[at - 1]?.competenceCode);
  const here = block.itemByCode.get(code);
  if (!here) return firsts[0];
  const order = block.items.map((item) => item.competenceCode);
  const place = order.indexOf(here.competenceCode);
  const isBeyond = (item: RateableItem): boolean => (order.indexOf(item.competenceCode) - place) * by > 0;
  return by === 1 ? firsts.find(isBeyond) : firsts.findLast(isBeyond);
}
