// Which marks a replay shows: by assessor, by criterion, by what was observed.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { MarkView } from '../../marking/marking';
import type { Block } from '../../referential/referential_model';

// A mark with the recording it comes from: one an assessor.
export interface OwnedMark extends MarkView {
  readonly recordingId: string;
  readonly assessorName: string;
}

export interface MarkFilter {
  // Marking recordings and observations that are left out: nothing is, to begin with.
  readonly hiddenRecordings: ReadonlySet<string>;
  readonly hiddenObservations: ReadonlySet<Observation>;
  // Code of the one criterion that is shown; empty for all.
  readonly criterionCode: string;
}

export const everyMark: MarkFilter = { hiddenRecordings: new Set(), hiddenObservations: new Set(), criterionCode: '' };

export function filterMarks(marks: readonly OwnedMark[], filter: MarkFilter, block: Block): readonly OwnedMark[] {
  const codes = filter.criterionCode === '' ? null : codesUnder(block, filter.criterionCode);
  return marks.filter(
    (mark) =>
      !filter.hiddenRecordings.has(mark.recordingId) &&
      !filter.hiddenObservations.has(mark.observation) &&
      (codes === null || codes.has(mark.indicatorCode)),
  );
}

// The set without the element if it was there, else with it.
export function toggled<T>(set: ReadonlySet<T>, element: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(element)) next.add(element);
  return next;
}

function codesUnder(block: Block, criterionCode: string): ReadonlySet<string> {
  return new Set(block.items.map((item) => item.code).filter((code) => code === criterionCode || code.startsWith(`${criterionCode}.`)));
}
