import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MarkSchema, Observation } from '../../gen/regard/v1/marking_pb';
import { foldMarks, type MarkView } from '../../marking/marking';
import { groupByCode } from './group_by_code';

function mark(markId: string, indicatorCode: string): MarkView {
  const body = create(MarkSchema, { markId, indicatorCode, observation: Observation.OBSERVED });
  const event = { body: { kind: { case: 'mark', value: body } }, clientId: '', clientSeq: 0n };
  return foldMarks([event as never], [])[0]!;
}

const first = mark('1', 'a');
const second = mark('2', 'b');
const third = mark('3', 'a');

describe('marks by code', () => {
  it('keep their order within an item', () => {
    expect(groupByCode([first, second, third]).get('a')).toEqual([first, third]);
  });

  it('give back the same group where nothing changed, and another where something did', () => {
    const before = groupByCode([first, second]);
    const after = groupByCode([{ ...first }, second, third], before);
    expect(after.get('b')).toBe(before.get('b'));
    expect(after.get('a')).not.toBe(before.get('a'));
  });

  it('see a mark that has reached the disk as changed', () => {
    const before = groupByCode([{ ...first, status: 'waiting' }]);
    expect(groupByCode([first], before).get('a')).not.toBe(before.get('a'));
  });
});
