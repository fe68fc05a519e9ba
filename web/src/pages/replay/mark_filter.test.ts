import { describe, expect, test } from 'vitest';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { everyMark, filterMarks, toggled } from './mark_filter';
import { block, ownedMark } from './test_support';

const mark = (markId: string, indicatorCode: string, observation: Observation, recordingId: string) =>
  ownedMark({ markId, indicatorCode, observation, recordingId });

const marks = [
  mark('a', 'B1.A1.C1.K1.I1', Observation.OBSERVED, 'claire'),
  mark('b', 'B1.A1.C1.K2', Observation.CONTRARY, 'claire'),
  mark('c', 'B1.A1.C1.K1.I2', Observation.CONTRARY, 'paul'),
];
const shown = (filter: Partial<typeof everyMark>): string[] =>
  filterMarks(marks, { ...everyMark, ...filter }, block).map(({ markId }) => markId);

describe('the filter of marks', () => {
  test('shows everything to begin with', () => {
    expect(shown({})).toEqual(['a', 'b', 'c']);
  });

  test('leaves out an assessor, or an observation', () => {
    expect(shown({ hiddenRecordings: new Set(['claire']) })).toEqual(['c']);
    expect(shown({ hiddenObservations: new Set([Observation.CONTRARY]) })).toEqual(['a']);
  });

  test('shows one criterion: its indicators, or itself when it stands alone', () => {
    expect(shown({ criterionCode: 'B1.A1.C1.K1' })).toEqual(['a', 'c']);
    expect(shown({ criterionCode: 'B1.A1.C1.K2' })).toEqual(['b']);
  });

  test('toggling twice changes nothing', () => {
    expect([...toggled(toggled(new Set([1]), 2), 2)]).toEqual([1]);
  });
});
