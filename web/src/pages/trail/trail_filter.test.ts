import { describe, expect, it } from 'vitest';
import { noTrailFilter, trailKinds, trailQuery } from './trail_filter';

describe('the query for the access trail', () => {
  it('asks for nothing where nothing is chosen', () => {
    expect(trailQuery(noTrailFilter).toString()).toBe('');
  });

  it('says what was chosen, and where the page before has ended', () => {
    const query = trailQuery({ kind: '4', login: ' claire.martin ', fromDay: '2026-11-26', untilDay: '2026-11-27' }, '41');
    expect(Object.fromEntries(query)).toEqual({
      kind: '4',
      login: 'claire.martin',
      from: String(new Date(2026, 10, 26).getTime()),
      until: String(new Date(2026, 10, 27).getTime()),
      before: '41',
    });
  });

  it('leaves out a day that is none', () => {
    expect(trailQuery({ ...noTrailFilter, fromDay: '2026-13-45' }).toString()).toBe('');
  });

  it('knows every kind of the schema', () => {
    expect(trailKinds).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});
