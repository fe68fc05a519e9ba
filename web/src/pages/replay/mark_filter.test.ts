import { describe, expect, test } from 'vitest';
import official from '../../../../observer/referential/referential.json';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { newMark } from '../../marking/mark_commands';
import { foldMarks } from '../../marking/marking';
import { blockOf, parseReferential } from '../../referential/referential';
import { eventsAt } from '../../test_support';
import { everyMark, filterMarks, toggled, type OwnedMark } from './mark_filter';

const referential = parseReferential(official);
const block = blockOf(referential.ok ? referential.value : { blocks: [] }, 'B1')!;

function mark(markId: string, indicatorCode: string, observation: Observation, recordingId: string): OwnedMark {
  const value = newMark(
    { indicatorCode, observation, landing: { fromMs: 0, untilMs: 0, messageEventId: '' }, enteredAtMs: 0, remark: '' },
    markId,
  );
  return { ...foldMarks(eventsAt([0, { case: 'mark', value }]), [])[0]!, recordingId, assessorName: '' };
}

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
