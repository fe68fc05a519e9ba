import type { MarkView } from '../marking/marking';

export type MarkGroups = ReadonlyMap<string, readonly MarkView[]>;

// The marks of each key, in the order they are given; those without a key are left out. A group in which nothing that is
// shown has changed is the previous one itself: whoever shows it need not look at it again.
export function groupMarks(marks: readonly MarkView[], keyOf: (mark: MarkView) => string, previous: MarkGroups): MarkGroups {
  const groups = new Map<string, MarkView[]>();
  for (const mark of marks) {
    const key = keyOf(mark);
    const group = groups.get(key);
    if (group) group.push(mark);
    else if (key !== '') groups.set(key, [mark]);
  }
  const entries = [...groups].map(([key, group]) => {
    const before = previous.get(key);
    return [key, before && looksTheSame(before, group) ? before : group] as const;
  });
  return new Map(entries);
}

function looksTheSame(before: readonly MarkView[], now: readonly MarkView[]): boolean {
  return before.length === now.length && now.every((mark, index) => sameSign(mark, before[index]!));
}

// A change of a mark on disk brings a new message; its status alone changes when it gets there.
function sameSign(a: MarkView, b: MarkView): boolean {
  return a === b || (a.markId === b.markId && a.status === b.status && a.mark === b.mark && a.withdrawn === b.withdrawn);
}
