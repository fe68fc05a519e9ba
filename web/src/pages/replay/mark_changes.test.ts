import { describe, expect, test } from 'vitest';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { corrected, newMark } from '../../marking/mark_commands';
import { foldMarks } from '../../marking/marking';
import type { BodyKind } from '../../outbox/outbox';
import { eventsAt } from '../../test_support';
import { laterChangeOf, type LaterChange } from './mark_changes';

const made = newMark(
  {
    indicatorCode: 'B1.A1.C1.K1.I1',
    observation: Observation.CONTRARY,
    landing: { fromMs: 1_000, untilMs: 1_000, messageEventId: '' },
    enteredAtMs: 1_000,
    remark: '',
  },
  'mark',
);
type Changes = Parameters<typeof corrected>[1];
const correction = (changes: Changes, atMs: number): BodyKind => ({ case: 'markCorrected', value: { mark: corrected(made, changes, atMs) } });
const withdrawal = (atMs: number): BodyKind => ({ case: 'markWithdrawn', value: { markId: 'mark', enteredAtMs: BigInt(atMs) } });

function changeAfter(...later: BodyKind[]): LaterChange | null {
  const kinds = [{ case: 'mark', value: made } as BodyKind, ...later];
  return laterChangeOf(foldMarks(eventsAt(...kinds.map((kind, at) => [at * 1_000, kind] as const)), [])[0]!);
}

describe('what became of a mark', () => {
  test('nothing, when it stands as it was made', () => {
    expect(changeAfter()).toBeNull();
  });

  test('a remark that came later is no change', () => {
    expect(changeAfter(correction({ remark: 'doux' }, 2_000))).toBeNull();
  });

  test('another sign: which one it was first, and since when it is what it is', () => {
    const turned = correction({ observation: Observation.OBSERVED }, 2_000);
    expect(changeAfter(turned)).toEqual({ kind: 'observation', before: Observation.CONTRARY, atMs: 2_000 });
    const remarked = correction({ observation: Observation.OBSERVED, remark: 'doux' }, 9_000);
    expect(changeAfter(turned, remarked)).toEqual({ kind: 'observation', before: Observation.CONTRARY, atMs: 2_000 });
  });

  test('a sign that was turned and turned back is no change', () => {
    expect(changeAfter(correction({ observation: Observation.OBSERVED }, 2_000), correction({}, 3_000))).toBeNull();
  });

  test('a remark that says something else, or nothing any more', () => {
    const remarked = correction({ remark: 'doux' }, 2_000);
    expect(changeAfter(remarked, correction({ remark: 'sec' }, 5_000))).toEqual({ kind: 'remark', atMs: 5_000 });
    expect(changeAfter(remarked, correction({}, 6_000))).toEqual({ kind: 'remark', atMs: 6_000 });
  });

  test('withdrawn and taken back', () => {
    expect(changeAfter(withdrawal(2_000), correction({}, 4_000))).toEqual({ kind: 'restored', atMs: 4_000 });
  });
});
