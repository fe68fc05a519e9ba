import type { MarkView } from '../../marking/marking';

export type MarksByMessage = ReadonlyMap<string, readonly MarkView[]>;

// The marks of each turn or message that was pointed at; marks that name a time belong to none. A group of the same marks as
// before is the previous one itself: rows whose marks are the same need not be looked at again.
export function marksByMessage(marks: readonly MarkView[], previous: MarksByMessage = new Map()): MarksByMessage {
  const groups = new Map<string, MarkView[]>();
  for (const mark of marks) {
    if (mark.messageEventId === '') continue;
    const group = groups.get(mark.messageEventId);
    if (group) group.push(mark);
    else groups.set(mark.messageEventId, [mark]);
  }
  const entries = [...groups].map(([eventId, group]) => {
    const before = previous.get(eventId);
    const same = before?.length === group.length && group.every((mark, at) => mark === before[at]);
    return [eventId, same ? before : group] as const;
  });
  return new Map(entries);
}
