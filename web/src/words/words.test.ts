import { describe, expect, test } from 'vitest';
import { english } from './catalogue.en';
import { french } from './catalogue.fr';
import { formatError, formatPosition, formatTimeOfDay } from '../base/time';
import { translate, type Entry } from './translate';

const catalogues: [string, Readonly<Record<string, Entry>>][] = [
  ['French', french],
  ['English', english],
];
const sentences = (entry: Entry): string[] => (typeof entry === 'string' ? [entry] : [entry.one, entry.other]);

describe('translation', () => {
  test('fills names in and writes numbers as the language does', () => {
    expect(translate('{who} : {n}', 'fr-FR', { who: 'Léa', n: 1.5 })).toBe('Léa : 1,5');
  });

  test('chooses the plural as French does: 0 is singular', () => {
    const marks = { one: '{n} marque', other: '{n} marques' };
    expect([0, 1, 2].map((n) => translate(marks, 'fr-FR', { n }))).toEqual(['0 marque', '1 marque', '2 marques']);
    expect(translate(marks, 'en-GB', { n: 0 })).toBe('0 marques');
  });
});

describe('catalogues', () => {
  test('have the same keys in the same order', () => {
    expect(Object.keys(english)).toEqual(Object.keys(french));
  });

  test('ask for the same parameters in both languages', () => {
    const parameters = (entry: Entry): string[] =>
      [...new Set(sentences(entry).flatMap((sentence) => sentence.match(/\{\w+\}/g) ?? []))].sort();
    for (const key of Object.keys(french)) {
      expect([key, parameters(catalogues[1]![1][key]!)]).toEqual([key, parameters(catalogues[0]![1][key]!)]);
    }
  });

  test.each(catalogues)('leave no %s text empty', (_name, catalogue) => {
    for (const [key, entry] of Object.entries(catalogue)) expect([key, sentences(entry).every((text) => text !== '')]).toEqual([key, true]);
  });

  test('have no-break spaces where French typography wants them', () => {
    for (const [key, entry] of Object.entries(french)) {
      for (const sentence of sentences(entry)) expect([key, / [:;!?»]|« /.test(sentence)]).toEqual([key, false]);
    }
  });
});

describe('times', () => {
  test('positions are minutes and seconds, minutes going on after an hour', () => {
    expect([0, 187_999, 3_665_000, -5].map(formatPosition)).toEqual(['00:00', '03:07', '61:05', '00:00']);
  });

  test('errors are seconds, never said to be smaller than they are', () => {
    expect([1, 100, 101, 1_950].map((errorMs) => formatError(errorMs, 'fr-FR'))).toEqual(['0,1', '0,1', '0,2', '2,0']);
  });

  test('times of day are written as the language does', () => {
    expect(formatTimeOfDay(new Date(2026, 10, 23, 14, 3).getTime(), 'fr-FR')).toBe('14:03');
  });
});
