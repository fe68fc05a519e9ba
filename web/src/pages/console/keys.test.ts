import { describe, expect, it } from 'vitest';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { codeWithoutShift, commandOf, isKeyOf, type Command, type KeyPlace, type KeyPress } from './keys';

const nowhere: KeyPlace = { inFinder: false, onControl: false, query: '' };

function press(key: string, more: Partial<KeyPress> = {}, place: Partial<KeyPlace> = {}): Command | null {
  const plain = { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return commandOf({ ...plain, ...more }, { ...nowhere, ...place });
}

describe('keys at the desk', () => {
  it('begin a search with any letter or digit, accented ones too', () => {
    expect(press('é')).toEqual({ kind: 'type', text: 'é' });
    expect(press('r')).toEqual({ kind: 'type', text: 'r' });
  });

  it('leave letters to the finder while it has the focus', () => {
    expect(press('r', {}, { inFinder: true, query: 'a' })).toBeNull();
  });

  it.each([
    ['+', Observation.OBSERVED],
    ['=', Observation.OBSERVED],
    ['-', Observation.CONTRARY],
    ['0', Observation.NO_OPPORTUNITY],
    ['/', Observation.NO_OPPORTUNITY],
    [':', Observation.NO_OPPORTUNITY],
  ])('mark with %s', (key, observation) => {
    expect(press(key, {}, { inFinder: true, query: 'reform' })).toEqual({ kind: 'mark', observation });
  });

  it('confirm a choice with Enter', () => {
    expect(press('Enter', {}, { inFinder: true })).toEqual({ kind: 'confirm' });
  });

  it('go from competence to competence and back, with one key on a French keyboard', () => {
    expect(press(';')).toEqual({ kind: 'competence', by: 1 });
    expect(press('.', { shiftKey: true }, { inFinder: true })).toEqual({ kind: 'competence', by: -1 });
  });

  it('show only what has no mark', () => {
    expect(press('*', {}, { inFinder: true })).toEqual({ kind: 'unmarked_only' });
  });

  it('belong to who can use them', () => {
    const offered = (['help', 'neutral', 'competence', 'unmarked_only', 'mark', 'confirm', 'type', 'undo'] as const).map((kind) => [
      isKeyOf('watcher', kind),
      isKeyOf('reader', kind),
      isKeyOf('marker', kind),
    ]);
    const [everybody, readers, markers] = [[true, true, true], [false, true, true], [false, false, true]];
    expect(offered).toEqual([everybody, everybody, readers, readers, markers, markers, markers, markers]);
  });

  it('leave Enter to a button that has the focus', () => {
    expect(press('Enter', {}, { onControl: true })).toBeNull();
  });

  it('undo and redo, in a begun search only the text of the search', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
    expect(press('y', { ctrlKey: true })).toEqual({ kind: 'redo' });
    expect(press('z', { ctrlKey: true }, { inFinder: true, query: 'rec' })).toBeNull();
  });

  it('leave the browser its own chords', () => {
    expect(press('r', { ctrlKey: true })).toBeNull();
    expect(press('a', { altKey: true })).toBeNull();
  });

  it('end a code with a digit typed without Shift on a French keyboard', () => {
    const place = { inFinder: true, query: 'a' };
    expect(press('&', {}, place)).toEqual({ kind: 'type', text: '1' });
    expect(press('-', { code: 'Digit6' }, place)).toEqual({ kind: 'type', text: '6' });
    expect(codeWithoutShift('dé')).toBe('d2');
    expect(codeWithoutShift('dém')).toBeNull();
  });

  it('take the same minus for a sign once the search is longer than a letter', () => {
    expect(press('-', { code: 'Digit6' }, { inFinder: true, query: 'a3' })).toEqual({
      kind: 'mark',
      observation: Observation.CONTRARY,
    });
  });
});
