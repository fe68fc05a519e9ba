import { describe, expect, test } from 'vitest';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { block, ownedMark } from './test_support';
import { byMoment, orderedBy, sortMarks, type Column } from './mark_order';

const marks = [
  ownedMark({ markId: 'late', indicatorCode: 'B1.A1.C1.K1.I1', fromMs: 30_000, assessorName: 'Paul', remark: 'élan' }),
  ownedMark({ markId: 'early', indicatorCode: 'B1.A1.C1.K2', fromMs: 10_000, observation: Observation.CONTRARY, assessorName: 'Claire' }),
  ownedMark({ markId: 'middle', indicatorCode: 'B1.A1.C1.K1.I2', fromMs: 20_000, assessorName: 'Claire', remark: 'débit' }),
];
const sorted = (column: Column, descending = false): string[] =>
  sortMarks(marks, { column, descending }, block, 'fr-FR').map(({ markId }) => markId);

describe('the order of marks', () => {
  test.each<[Column, string[]]>([
    ['moment', ['early', 'middle', 'late']],
    // Equal ones by their moments.
    ['sign', ['middle', 'late', 'early']],
    // As in the official table.
    ['indicator', ['late', 'middle', 'early']],
    ['assessor', ['early', 'middle', 'late']],
    // Accents as in a dictionary; marks without a remark last.
    ['remark', ['middle', 'late', 'early']],
  ])('by %s', (column, ids) => {
    expect(sorted(column)).toEqual(ids);
  });

  test('turned round, equal ones stay in the order of their moments', () => {
    expect(sorted('moment', true)).toEqual(['late', 'middle', 'early']);
    expect(sorted('sign', true)).toEqual(['early', 'middle', 'late']);
  });

  test('a column that is chosen again is turned round, another begins upward', () => {
    const again = orderedBy('moment', byMoment);
    expect(again).toEqual({ column: 'moment', descending: true });
    expect(orderedBy('moment', again)).toEqual(byMoment);
    expect(orderedBy('sign', again)).toEqual({ column: 'sign', descending: false });
  });
});
