import type { MarkView } from '../../marking/marking';

// The marks of each turn or message that was pointed at; marks that name a time belong to none.
export function marksByMessage(marks: readonly MarkView[]): ReadonlyMap<string, readonly MarkView[]> {
  const groups = new Map<string, MarkView[]>();
  for (const mark of marks) {
    if (mark.messageEventId === '') continue;
    groups.set(mark.messageEventId, [...(groups.get(mark.messageEventId) ?? []), mark]);
  }
  return groups;
}
