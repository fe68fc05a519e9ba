import { describe, expect, test } from 'vitest';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { compareAssessors, countVerdicts, markedBy, type Verdict } from './comparison';
import { block, ownedMark } from './test_support';

const claire = { recordingId: 'claire', assessorName: 'Claire' };
const paul = { recordingId: 'paul', assessorName: 'Paul' };
const jean = { recordingId: 'jean', assessorName: 'Jean' };
const { OBSERVED, CONTRARY, NO_OPPORTUNITY } = Observation;
const code = block.items[0]!.code;

type Said = readonly (readonly [{ recordingId: string }, Observation])[];
const marksFor = (indicatorCode: string, said: Said) =>
  said.map(([{ recordingId }, observation], at) =>
    ownedMark({ markId: `${indicatorCode} ${at}`, indicatorCode, observation, recordingId, fromMs: at * 1_000 }),
  );
const itemAfter = (said: Said, assessors = [claire, paul]) =>
  compareAssessors(block, assessors, marksFor(code, said)).find(({ item }) => item.code === code)!;

describe('two assessors side by side', () => {
  test.each<[Verdict, string, Said]>([
    ['none', 'nobody marked', []],
    ['some', 'one alone', [[paul, OBSERVED]]],
    ['same', 'both observed, one of them twice', [[claire, OBSERVED], [paul, OBSERVED], [paul, OBSERVED]]],
    ['contradictory', 'observed and contrary', [[claire, OBSERVED], [paul, CONTRARY]]],
    ['divergent', 'observed and no opportunity', [[claire, OBSERVED], [paul, NO_OPPORTUNITY]]],
    ['divergent', 'one saw both, at different moments', [[claire, OBSERVED], [claire, CONTRARY], [paul, CONTRARY]]],
  ])('%s: %s', (verdict, _title, said) => {
    expect(itemAfter(said).verdict).toBe(verdict);
  });

  test('each assessor’s marks are in the order of their moments', () => {
    const marks = [
      ownedMark({ markId: 'late', indicatorCode: code, fromMs: 9_000 }),
      ownedMark({ markId: 'early', indicatorCode: code, fromMs: 2_000 }),
    ];
    const [first] = compareAssessors(block, [claire, paul], marks);
    expect(first?.assessors.map((side) => side.marks.map(({ markId }) => markId))).toEqual([['early', 'late'], []]);
    expect(markedBy(first!)).toEqual(['Claire']);
  });

  test('differences come first, each kind in official order', () => {
    const [first, second, third, fourth] = block.items.map((item) => item.code) as [string, string, string, string];
    const compared = compareAssessors(block, [claire, paul], [
      ...marksFor(first, [[claire, OBSERVED], [paul, OBSERVED]]),
      ...marksFor(second, [[claire, OBSERVED]]),
      ...marksFor(third, [[paul, OBSERVED]]),
      ...marksFor(fourth, [[claire, CONTRARY], [paul, OBSERVED]]),
    ]);
    expect(compared.slice(0, 5).map(({ item }) => item.code)).toEqual([fourth, second, third, first, block.items[4]!.code]);
    expect(Object.fromEntries(countVerdicts(compared))).toEqual({
      contradictory: 1,
      divergent: 0,
      some: 2,
      same: 1,
      none: block.items.length - 4,
    });
  });
});

describe('three assessors', () => {
  const three = [claire, paul, jean];

  test('two who contradict each other do so whatever the third says', () => {
    expect(itemAfter([[claire, OBSERVED], [jean, CONTRARY]], three).verdict).toBe('contradictory');
  });

  test('two of three are some, and are named', () => {
    const item = itemAfter([[claire, OBSERVED], [jean, OBSERVED]], three);
    expect(item.verdict).toBe('some');
    expect(markedBy(item)).toEqual(['Claire', 'Jean']);
  });

  test('all the same', () => {
    expect(itemAfter([[claire, CONTRARY], [paul, CONTRARY], [jean, CONTRARY]], three).verdict).toBe('same');
  });
});
