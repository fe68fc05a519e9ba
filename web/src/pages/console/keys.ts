// What a key means at the assessor's desk. Pure: the desk and the page carry it out.
import { Observation } from '../../gen/regard/v1/marking_pb';

export interface KeyPress {
  readonly key: string;
  // The place on the keyboard, whatever is printed there: "Digit6".
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface KeyPlace {
  // The finder has the focus.
  readonly inFinder: boolean;
  // A button or a link has it: Enter and Space are its own. Not on the chosen row of the grid, which Enter marks.
  readonly onControl: boolean;
  readonly query: string;
}

export type Command =
  | { readonly kind: 'mark'; readonly observation: Observation }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'step' | 'competence'; readonly by: 1 | -1 }
  | { readonly kind: 'confirm' | 'unmarked_only' | 'back' | 'undo' | 'redo' | 'help' | 'neutral' };

// Who is at the keyboard: somebody who watches without marking, who has closed their marking and reads it, or who marks.
export type KeyUser = 'watcher' | 'reader' | 'marker';

const watcherKinds: readonly Command['kind'][] = ['help', 'neutral'];
const readerKinds: readonly Command['kind'][] = [...watcherKinds, 'competence', 'unmarked_only'];

// A key that is not somebody's keeps its usual meaning.
export function isKeyOf(user: KeyUser, kind: Command['kind']): boolean {
  if (user === 'marker') return true;
  return (user === 'reader' ? readerKinds : watcherKinds).includes(kind);
}

// Each sign has a key that needs no Shift on a French keyboard and one on the numeric pad.
const markKeys: Readonly<Record<string, Observation>> = {
  '+': Observation.OBSERVED,
  '=': Observation.OBSERVED,
  '-': Observation.CONTRARY,
  '−': Observation.CONTRARY,
  '0': Observation.NO_OPPORTUNITY,
  '/': Observation.NO_OPPORTUNITY,
  ':': Observation.NO_OPPORTUNITY,
};

// What the row of digits gives without Shift on a French keyboard.
const frenchDigits: Readonly<Record<string, string>> = {
  '&': '1',
  é: '2',
  '"': '3',
  "'": '4',
  '(': '5',
  '-': '6',
  '§': '6',
  è: '7',
  _: '8',
  '!': '8',
  ç: '9',
};

// Null: the key keeps its usual meaning.
export function commandOf(press: KeyPress, place: KeyPlace): Command | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return chord(press, place);
  const { key } = press;
  if (key === 'Escape') return { kind: 'neutral' };
  if (key === '?') return { kind: 'help' };
  if (key === ',') return { kind: 'back' };
  // On a French keyboard both are one key, without Shift and with it; on the numeric pad and elsewhere each is its own.
  if (key === ';') return { kind: 'competence', by: 1 };
  if (key === '.') return { kind: 'competence', by: -1 };
  if (key === '*') return { kind: 'unmarked_only' };
  if (place.inFinder && key === 'ArrowDown') return { kind: 'step', by: 1 };
  if (place.inFinder && key === 'ArrowUp') return { kind: 'step', by: -1 };
  if (key === 'Enter') return place.onControl ? null : { kind: 'confirm' };
  if (isSixOfCode(press, place)) return { kind: 'type', text: '6' };
  const observation = markKeys[key];
  if (observation !== undefined) return { kind: 'mark', observation };
  return typed(key, place);
}

// In the finder itself letters arrive by themselves; elsewhere they begin a search.
function typed(key: string, place: KeyPlace): Command | null {
  if (place.inFinder && place.query.length === 1 && /^[&"(_§!]$/.test(key)) return { kind: 'type', text: frenchDigits[key]! };
  if (place.inFinder || !/^[\p{L}\p{N}]$/u.test(key)) return null;
  return { kind: 'type', text: key };
}

// On a French keyboard the minus is the unshifted 6: after one letter it ends a code.
function isSixOfCode(press: KeyPress, place: KeyPlace): boolean {
  return press.key === '-' && press.code === 'Digit6' && /^[a-z]$/i.test(place.query);
}

function chord(press: KeyPress, place: KeyPlace): Command | null {
  // In a search that has begun these belong to the text.
  if (place.inFinder && place.query !== '') return null;
  const key = press.key.toLowerCase();
  if (key === 'z') return { kind: press.shiftKey ? 'redo' : 'undo' };
  return key === 'y' ? { kind: 'redo' } : null;
}

// "dé" may begin a word, or be d2 typed without Shift on a French keyboard: the two-key code it could mean, or null.
export function codeWithoutShift(query: string): string | null {
  const match = /^([a-z])([éè'ç])$/i.exec(query);
  return match ? `${match[1]!.toLowerCase()}${frenchDigits[match[2]!.toLowerCase()]}` : null;
}
