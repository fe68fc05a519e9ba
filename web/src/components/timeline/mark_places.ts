// Where marks stand on the timeline: no mark is ever hidden, and no two signs overlap.
//
// A mark stands above its moment. Marks at nearly the same moment stand one on another, as high as the band goes. What does
// not fit becomes one place, a cluster, which tells each kind that is in it with its number. Marks of after the end have
// room of their own at the right, in the order they were made.
import { Observation } from '../../gen/regard/v1/marking_pb';
import type { MarkStatus, MarkView } from '../../marking/marking';
import { observations } from '../mark_shapes';
import { xOf, type Scale } from './timeline_layout';

export type PlacedMark = Pick<MarkView, 'markId' | 'fromMs' | 'untilMs' | 'enteredAtMs' | 'observation' | 'status' | 'remark' | 'mark'>;

export interface Place<M extends PlacedMark> {
  // Of its first mark.
  readonly id: string;
  // More than one: a cluster. In the order of their moments.
  readonly marks: readonly M[];
  // A line of a cluster for each.
  readonly kinds: readonly KindCount[];
  readonly leftPx: number;
  // 0 is the lowest level. A cluster stands on the ground and may need every level above.
  readonly level: number;
  readonly afterEnd: boolean;
}

// How many marks of one kind are in a place.
export interface KindCount {
  readonly observation: Observation;
  readonly count: number;
  // Of the one that has come the least far: refused, waiting, kept.
  readonly status: MarkStatus;
}

// As many as there are kinds: a cluster has a line for each.
export const levelsMax = observations.length;
export const levelPx = 15;
// A sign of 13 px with air around it.
export const signPx = 14;
const digitPx = 7;
// Between a sign and its number, and behind the number.
const countGapPx = 3;
// "after the end" is written above the room for late marks.
const afterMinPx = 84;
// It takes no more of the timeline than this, unless its name needs more.
const afterShareMax = 0.25;
const afterGapPx = 8;
// Further apart, late marks would seem to stand for moments.
const afterPitchMaxPx = 22;

// `endMs`: where the interview ends, null while it goes on.
export function placeMarks<M extends PlacedMark>(marks: readonly M[], scale: Scale, endMs: number | null): readonly Place<M>[] {
  const late = marks.filter((mark) => isLate(mark, endMs));
  const timely = late.length === 0 ? marks : marks.filter((mark) => !isLate(mark, endMs));
  return [...placeByMoment(timely, scale), ...placeLate(late, scale)];
}

export function isLate({ fromMs }: PlacedMark, endMs: number | null): boolean {
  return endMs !== null && fromMs >= endMs;
}

// The room that so many late marks need.
export function afterPxFor(lateMarks: number, widthPx: number): number {
  if (lateMarks === 0) return 0;
  const neededPx = Math.ceil(lateMarks / levelsMax) * signPx + 2 * afterGapPx;
  return Math.max(afterMinPx, Math.min(neededPx, widthPx * afterShareMax));
}

export function widthOf({ marks, kinds }: Place<PlacedMark>): number {
  return marks.length === 1 ? signPx : clusterPx(Math.max(...kinds.map(({ count }) => count)));
}

// How high a place is, and how high all of them are, in levels.
export function heightOf({ kinds }: Place<PlacedMark>): number {
  return kinds.length;
}

export function levelsOf(places: readonly Place<PlacedMark>[]): number {
  return places.reduce((highest, place) => Math.max(highest, place.level + heightOf(place)), 1);
}

// Places in which nothing that is shown has changed are the previous ones themselves: the page leaves them alone.
export function keepPlaces<M extends PlacedMark>(now: readonly Place<M>[], before: readonly Place<M>[]): readonly Place<M>[] {
  const known = new Map(before.map((place) => [place.id, place]));
  return now.map((place) => {
    const last = known.get(place.id);
    return last && looksTheSame(place, last) ? last : place;
  });
}

function clusterPx(countMax: number): number {
  return signPx + countGapPx + String(countMax).length * digitPx + countGapPx;
}

// Which of `observations`. One of a later version counts as it is drawn: neutral.
function kindOf({ observation }: PlacedMark): number {
  const kind = (observations as readonly Observation[]).indexOf(observation);
  return kind === -1 ? observations.indexOf(Observation.NO_OPPORTUNITY) : kind;
}

function kindsIn(marks: readonly PlacedMark[]): readonly KindCount[] {
  const counts = observations.map(() => 0);
  for (const mark of marks) counts[kindOf(mark)]! += 1;
  return observations.flatMap((observation, kind) => {
    const count = counts[kind]!;
    return count === 0 ? [] : [{ observation, count, status: leastFar(marks.filter((mark) => kindOf(mark) === kind)) }];
  });
}

function leastFar(marks: readonly PlacedMark[]): MarkStatus {
  return (['refused', 'waiting'] as const).find((status) => marks.some((mark) => mark.status === status)) ?? 'kept';
}

// A place while it is being filled.
interface Draft<M> {
  readonly marks: M[];
  readonly leftPx: number;
  readonly level: number;
  rightPx: number;
  // Of each kind, as it grows: counted again for each mark, a crowd would take its time squared.
  readonly counts: number[];
}

function draftOf<M extends PlacedMark>(marks: readonly M[], leftPx: number, level: number): Draft<M> {
  const draft = { marks: [], leftPx, level, rightPx: leftPx, counts: observations.map(() => 0) };
  for (const mark of marks) add(draft, mark);
  return draft;
}

function add<M extends PlacedMark>(draft: Draft<M>, mark: M): void {
  draft.marks.push(mark);
  draft.counts[kindOf(mark)]! += 1;
  draft.rightPx = draft.leftPx + (draft.marks.length === 1 ? signPx : clusterPx(Math.max(...draft.counts)));
}

// From the left to the right. A mark takes the lowest level that is free; when none is, it becomes a cluster with those that
// are in its way, and the cluster takes in whatever would overlap it.
function placeByMoment<M extends PlacedMark>(marks: readonly M[], scale: Scale): readonly Place<M>[] {
  const levels: Draft<M>[][] = Array.from({ length: levelsMax }, () => []);
  let cluster: Draft<M> | null = null;
  for (const mark of inOrder(marks, ({ fromMs }) => fromMs)) {
    const leftPx = xOf(scale, mark.fromMs) - signPx / 2;
    if (cluster && leftPx < cluster.rightPx) {
      add(cluster, mark);
      continue;
    }
    const level = levels.findIndex((placed) => rightOf(placed) <= leftPx);
    if (level !== -1) levels[level]!.push(draftOf([mark], leftPx, level));
    else cluster = gather(levels, mark);
  }
  return inOrder([...new Set(levels.flat())], (draft) => draft.leftPx).map((draft) => placeOf(draft, false));
}

// Not left of its first mark, and right of what stays.
function gather<M extends PlacedMark>(levels: Draft<M>[][], mark: M): Draft<M> {
  const taken = levels.map((placed) => placed.pop()!);
  const leftPx = Math.max(Math.min(...taken.map((draft) => draft.leftPx)), ...levels.map(rightOf));
  const marks = inOrder(taken.flatMap((draft) => draft.marks), ({ fromMs }) => fromMs);
  const cluster = draftOf([...marks, mark], leftPx, 0);
  for (const placed of levels) placed.push(cluster);
  return cluster;
}

function rightOf(placed: readonly { readonly rightPx: number }[]): number {
  return placed.at(-1)?.rightPx ?? -Infinity;
}

// Column by column; as many signs to a column as it takes, and clusters where the band is not high enough for that.
function placeLate<M extends PlacedMark>(marks: readonly M[], scale: Scale): readonly Place<M>[] {
  if (marks.length === 0) return [];
  const startPx = scale.widthPx - scale.afterPx + afterGapPx;
  const roomPx = Math.max(signPx, scale.afterPx - 2 * afterGapPx);
  const high = Math.ceil(marks.length / Math.floor(roomPx / signPx));
  const fits = high <= levelsMax;
  const columns = fits ? Math.ceil(marks.length / high) : Math.max(1, Math.floor(roomPx / clusterPx(marks.length)));
  const inColumn = Math.ceil(marks.length / columns);
  const pitchPx = fits ? Math.min(roomPx / columns, afterPitchMaxPx) : roomPx / columns;
  const made = inOrder(marks, ({ enteredAtMs }) => enteredAtMs);
  return Array.from({ length: columns }, (_, column) => made.slice(column * inColumn, (column + 1) * inColumn)).flatMap((chunk, column) => {
    const leftPx = startPx + column * pitchPx;
    if (chunk.length <= levelsMax) return chunk.map((mark, level) => placeOf(draftOf([mark], leftPx, level), true));
    return [placeOf(draftOf(chunk, leftPx, 0), true)];
  });
}

function placeOf<M extends PlacedMark>({ marks, leftPx, level }: Draft<M>, afterEnd: boolean): Place<M> {
  return { id: marks[0]!.markId, marks, kinds: kindsIn(marks), leftPx, level, afterEnd };
}

// Equal ones stay in the order they are given in.
function inOrder<T>(things: readonly T[], by: (thing: T) => number): readonly T[] {
  return [...things].sort((a, b) => by(a) - by(b));
}

function looksTheSame<M extends PlacedMark>(a: Place<M>, b: Place<M>): boolean {
  const sameSpot = a.leftPx === b.leftPx && a.level === b.level && a.afterEnd === b.afterEnd;
  return sameSpot && a.marks.length === b.marks.length && a.marks.every((mark, index) => sameMark(mark, b.marks[index]!));
}

function sameMark(a: PlacedMark, b: PlacedMark): boolean {
  return a.markId === b.markId && a.status === b.status && a.mark === b.mark && a.untilMs === b.untilMs;
}
