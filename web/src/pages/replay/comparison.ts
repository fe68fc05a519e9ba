// Several assessors' marks side by side: what each says of an indicator, and whether they say the same.
import { Observation } from '../../gen/regard/v1/marking_pb';
import type { Block, RateableItem } from '../../referential/referential_model';
import type { OwnedMark } from './mark_filter';

// In the order in which they are worth talking about.
export const verdicts = [
  // One observed it, another its contrary.
  'contradictory',
  // All marked it, and not with the same signs.
  'divergent',
  // Some marked it, others did not.
  'some',
  // All marked it with the same signs.
  'same',
  // Nobody marked it.
  'none',
] as const;
export type Verdict = (typeof verdicts)[number];

// Those in which assessors did not do the same.
export const differing: readonly Verdict[] = ['contradictory', 'divergent', 'some'];

export interface AssessorMarks {
  readonly recordingId: string;
  readonly assessorName: string;
  // In the order of their moments.
  readonly marks: readonly OwnedMark[];
}

export interface ComparedItem {
  readonly item: RateableItem;
  readonly verdict: Verdict;
  // One an assessor, always in the same order.
  readonly assessors: readonly AssessorMarks[];
}

type Assessor = Omit<AssessorMarks, 'marks'>;

// Differences first, each kind in official order.
export function compareAssessors(block: Block, assessors: readonly Assessor[], marks: readonly OwnedMark[]): readonly ComparedItem[] {
  const compared = block.items.map((item) => compareItem(item, assessors, marks));
  return compared.sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
}

export function countVerdicts(items: readonly ComparedItem[]): ReadonlyMap<Verdict, number> {
  return new Map(verdicts.map((verdict) => [verdict, items.filter((item) => item.verdict === verdict).length]));
}

// Who marked the item; for the verdict 'some'.
export function markedBy({ assessors }: ComparedItem): readonly string[] {
  return assessors.filter(({ marks }) => marks.length > 0).map(({ assessorName }) => assessorName);
}

function compareItem(item: RateableItem, assessors: readonly Assessor[], marks: readonly OwnedMark[]): ComparedItem {
  const sides = assessors.map(({ recordingId, assessorName }) => ({
    recordingId,
    assessorName,
    marks: marks
      .filter((mark) => mark.indicatorCode === item.code && mark.recordingId === recordingId)
      .sort((a, b) => a.fromMs - b.fromMs),
  }));
  return { item, verdict: verdictOf(sides), assessors: sides };
}

function verdictOf(sides: readonly AssessorMarks[]): Verdict {
  const signs = sides.map(({ marks }) => new Set(marks.map(({ observation }) => observation)));
  const used = signs.filter(({ size }) => size > 0);
  if (used.length === 0) return 'none';
  if (contradict(used)) return 'contradictory';
  if (used.length < signs.length) return 'some';
  return used.every((other) => sameSigns(other, used[0]!)) ? 'same' : 'divergent';
}

// Whoever saw both, at different moments, contradicts nobody.
function contradict(signs: readonly ReadonlySet<Observation>[]): boolean {
  const saysOnly = (yes: Observation, no: Observation): boolean => signs.some((side) => side.has(yes) && !side.has(no));
  return saysOnly(Observation.OBSERVED, Observation.CONTRARY) && saysOnly(Observation.CONTRARY, Observation.OBSERVED);
}

function sameSigns(a: ReadonlySet<Observation>, b: ReadonlySet<Observation>): boolean {
  return a.size === b.size && [...a].every((sign) => b.has(sign));
}
