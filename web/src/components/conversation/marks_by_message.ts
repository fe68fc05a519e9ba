import type { MarkView } from '../../marking/marking';
import { groupMarks, type MarkGroups } from '../mark_groups';

// The marks of each turn or message that was pointed at; marks that name a time belong to none.
export function marksByMessage(marks: readonly MarkView[], previous: MarkGroups = new Map()): MarkGroups {
  return groupMarks(marks, (mark) => mark.messageEventId, previous);
}
