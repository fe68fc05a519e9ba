import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MarkSchema, Observation } from '../../gen/regard/v1/marking_pb';
import { afterPxFor, heightOf, keepPlaces, levelsMax, levelsOf, placeMarks, widthOf, type Place, type PlacedMark } from './mark_places';
import type { Scale } from './timeline_layout';

const scale: Scale = { widthPx: 1000, spanMs: 600_000, afterPx: 0 };
const { OBSERVED, CONTRARY, NO_OPPORTUNITY } = Observation;

let made = 0;
function markAt(fromMs: number, observation = OBSERVED, changes: Partial<PlacedMark> = {}): PlacedMark {
  made += 1;
  const mark = create(MarkSchema, { markId: `mark ${made}` });
  return { markId: mark.markId, fromMs, untilMs: fromMs, enteredAtMs: fromMs, observation, status: 'kept', remark: '', mark, ...changes };
}

const countsOf = (place: Place<PlacedMark>): unknown => place.kinds.map(({ observation, count }) => [observation, count]);
const levelsUsed = (places: readonly Place<PlacedMark>[]): unknown => places.map(({ level }) => level);

describe('places of marks', () => {
  it('stacks marks of the same moment and puts later ones back on the ground', () => {
    const places = placeMarks([markAt(1000), markAt(1000), markAt(60_000)], scale, null);
    expect(levelsUsed(places)).toEqual([0, 1, 0]);
    expect(levelsOf(places)).toBe(2);
  });

  it('needs one level where nothing stands one on another', () => {
    expect(levelsOf(placeMarks([markAt(1000), markAt(60_000)], scale, null))).toBe(1);
    expect(levelsOf(placeMarks([], scale, null))).toBe(1);
  });

  it('four marks at one moment are all shown', () => {
    const places = placeMarks([1, 2, 3, 4].map(() => markAt(1000)), scale, null);
    expect(places.map(countsOf)).toEqual([[[OBSERVED, 4]]]);
  });

  it('a contrary does not vanish under an observed', () => {
    const marks = [OBSERVED, OBSERVED, CONTRARY, OBSERVED, NO_OPPORTUNITY].map((observation) => markAt(1000, observation));
    const [place, ...others] = placeMarks(marks, scale, null);
    expect(others).toEqual([]);
    expect(countsOf(place!)).toEqual([[OBSERVED, 3], [CONTRARY, 1], [NO_OPPORTUNITY, 1]]);
    expect(heightOf(place!)).toBe(3);
  });

  it('a cluster is as far as the mark in it that has come the least far', () => {
    const marks = [markAt(1000, OBSERVED), markAt(1000, OBSERVED, { status: 'waiting' }), markAt(1000, CONTRARY), markAt(1000, OBSERVED)];
    expect(placeMarks(marks, scale, null)[0]!.kinds.map(({ status }) => status)).toEqual(['waiting', 'kept']);
  });

  it('an observation of a later version is counted as it is drawn', () => {
    expect(placeMarks([markAt(0, 99 as Observation)], scale, null)[0]!.kinds).toMatchObject([{ observation: NO_OPPORTUNITY, count: 1 }]);
  });

  it('spreads what was marked after the end beyond it, in the order it was made', () => {
    const late = [3, 1, 2].map((entered) => markAt(600_000, OBSERVED, { enteredAtMs: 600_000 + entered }));
    const withRoom = { ...scale, afterPx: afterPxFor(3, scale.widthPx) };
    const [timely, ...places] = placeMarks([...late, markAt(599_999)], withRoom, 600_000);
    expect(timely!.afterEnd).toBe(false);
    expect(places.map(({ marks }) => marks[0]!.enteredAtMs - 600_000)).toEqual([1, 2, 3]);
    expect(places.every(({ leftPx, afterEnd }) => afterEnd && leftPx > withRoom.widthPx - withRoom.afterPx)).toBe(true);
    expect(new Set(places.map(({ leftPx }) => leftPx)).size).toBe(3);
  });

  it('while the interview goes on nothing is after its end', () => {
    expect(placeMarks([markAt(600_000)], scale, null)[0]!.afterEnd).toBe(false);
  });

  it('gives no room to late marks where there are none, and a quarter at most to very many', () => {
    expect(afterPxFor(0, 1000)).toBe(0);
    expect(afterPxFor(5_000, 1000)).toBe(250);
  });

  it('leaves places alone in which nothing has changed', () => {
    const marks = [markAt(1000), markAt(60_000), markAt(120_000)];
    const before = placeMarks(marks, scale, null);
    const now = keepPlaces(placeMarks([...marks.slice(0, 2), { ...marks[2]!, status: 'waiting' }, markAt(200_000)], scale, null), before);
    expect(now.map((place) => before.includes(place))).toEqual([true, true, false, false]);
  });
});

// The same numbers in every run: a generator of one's own.
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

function boxOf(place: Place<PlacedMark>): Box {
  const bottom = place.level;
  return { left: place.leftPx, right: place.leftPx + widthOf(place), bottom, top: bottom + heightOf(place) };
}

// Fractions of a pixel come from adding numbers in another order.
const roundingPx = 1e-6;

function overlap(a: Box, b: Box): boolean {
  const across = a.left < b.right - roundingPx && b.left < a.right - roundingPx;
  return across && a.bottom < b.top && b.bottom < a.top;
}

describe('any marks whatever', () => {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed + 1);

  it.each(seeds)('each is in exactly one place, and no two places overlap (%i)', (seed) => {
    const next = numbers(seed);
    const random = (below: number): number => Math.floor(next.next().value * below);
    const ended = random(2) === 0;
    const crowd = [5, 50, 500, 2_000][random(4)]!;
    const moments = 1 + random(600_000);
    const marks = Array.from({ length: random(crowd) }, () => markAt(random(moments), [OBSERVED, CONTRARY, NO_OPPORTUNITY][random(3)]));
    const late = ended ? Array.from({ length: random([1, 10, 200][random(3)]!) }, () => markAt(600_000 + random(2) * 5_000)) : [];
    const widthPx = 240 + random(1_700);
    const someScale = { widthPx, spanMs: 600_000, afterPx: afterPxFor(late.length, widthPx) };
    const places = placeMarks([...late, ...marks], someScale, ended ? 600_000 : null);

    const shown = places.flatMap((place) => place.marks.map(({ markId }) => markId));
    expect(shown.length).toBe(marks.length + late.length);
    expect(new Set(shown).size).toBe(shown.length);
    const counted = places.flatMap((place) => place.kinds).reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(shown.length);

    const boxes = places.map(boxOf).sort((a, b) => a.left - b.left);
    for (const [index, box] of boxes.entries()) {
      expect(box.top).toBeLessThanOrEqual(levelsMax);
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(widthPx);
      for (const other of boxes.slice(index + 1)) {
        if (other.left >= box.right) break;
        expect(overlap(box, other)).toBe(false);
      }
    }
  });
});
