import type { MarkView } from '../../marking/marking';
import { groupMarks, type MarkGroups } from '../mark_groups';

export type MarksByCode = MarkGroups;

// The marks of each rateable item.
export function groupByCode(marks: readonly MarkView[], previous: MarksByCode = new Map()): MarksByCode {
  return groupMarks(marks, (mark) => mark.indicatorCode, previous);
}
