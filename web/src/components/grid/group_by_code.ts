import type { MarkView } from '../../lib/marking';

export type MarksByCode = ReadonlyMap<string, readonly MarkView[]>;

// The marks of each rateable item, in the order they are given.
export function groupByCode(marks: readonly MarkView[]): MarksByCode {
  const groups = new Map<string, MarkView[]>();
  for (const mark of marks) {
    const group = groups.get(mark.indicatorCode);
    if (group) group.push(mark);
    else groups.set(mark.indicatorCode, [mark]);
  }
  return groups;
}
