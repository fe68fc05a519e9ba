import type { MarkView } from '../../marking/marking';

export type MarksByCode = ReadonlyMap<string, readonly MarkView[]>;

// The marks of each rateable item, in the order they are given. A group in which nothing that is shown has changed is the
// previous one itself: rows whose marks are the same need not be looked at again.
export function groupByCode(marks: readonly MarkView[], previous: MarksByCode = new Map()): MarksByCode {
  const groups = new Map<string, MarkView[]>();
  for (const mark of marks) {
    const group = groups.get(mark.indicatorCode);
    if (group) group.push(mark);
    else groups.set(mark.indicatorCode, [mark]);
  }
  const entries = [...groups].map(([code, group]) => {
    const before = previous.get(code);
    return [code, before && looksTheSame(before, group) ? before : group] as const;
  });
  return new Map(entries);
}

function looksTheSame(before: readonly MarkView[], now: readonly MarkView[]): boolean {
  return before.length === now.length && now.every((mark, index) => sameSign(mark, before[index]!));
}

// A change of a mark on disk brings a new message; its status alone changes when it gets there.
function sameSign(a: MarkView, b: MarkView): boolean {
  return a.markId === b.markId && a.status === b.status && a.mark === b.mark && a.withdrawn === b.withdrawn;
}
