// In which order the list of marks is read.
import type { Block } from '../../referential/referential_model';
import type { OwnedMark } from './mark_filter';

export const columns = ['moment', 'sign', 'indicator', 'assessor', 'remark'] as const;
export type Column = (typeof columns)[number];

export interface MarkOrder {
  readonly column: Column;
  readonly descending: boolean;
}

export const byMoment: MarkOrder = { column: 'moment', descending: false };

// A column that is chosen again is turned round.
export function orderedBy(column: Column, before: MarkOrder): MarkOrder {
  return { column, descending: column === before.column && !before.descending };
}

// What is equal in the column stays in the order of its moments.
export function sortMarks(marks: readonly OwnedMark[], order: MarkOrder, block: Block, locale: string): readonly OwnedMark[] {
  const compare = comparisonOf(order.column, block, locale);
  const turned = order.descending ? -1 : 1;
  return [...marks].sort((a, b) => turned * compare(a, b) || momentOrder(a, b));
}

type Compare = (a: OwnedMark, b: OwnedMark) => number;

const momentOrder: Compare = (a, b) => a.fromMs - b.fromMs || a.enteredAtMs - b.enteredAtMs;

function comparisonOf(column: Column, block: Block, locale: string): Compare {
  const words = new Intl.Collator(locale);
  switch (column) {
    case 'moment':
      return momentOrder;
    case 'sign':
      return (a, b) => a.observation - b.observation;
    case 'indicator': {
      const places = new Map(block.items.map(({ code }, place) => [code, place]));
      return (a, b) => (places.get(a.indicatorCode) ?? places.size) - (places.get(b.indicatorCode) ?? places.size);
    }
    case 'assessor':
      return (a, b) => words.compare(a.assessorName, b.assessorName);
    // Marks with a remark come first: they are what one looks for.
    case 'remark':
      return (a, b) => Number(a.remark === '') - Number(b.remark === '') || words.compare(a.remark, b.remark);
  }
}
