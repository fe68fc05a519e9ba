// How marks are drawn, everywhere: the shape says what was observed, filled or outlined says whether it is on disk. Never
// colour alone.
import { Observation } from '../gen/regard/v1/marking_pb';
import type { Key } from '../words/i18n.svelte';
import type { MarkStatus } from '../marking/marking';

export const observations = [Observation.OBSERVED, Observation.CONTRARY, Observation.NO_OPPORTUNITY] as const;

export interface MarkShape {
  // In a box of 16 by 16.
  readonly outline: string;
  readonly glyph: string;
  readonly name: Key;
  // What the keyboard takes for it, as shown to the reader.
  readonly keyLabel: string;
}

const disc = 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z';
const diamond = 'M8 .8L15.2 8L8 15.2L.8 8z';
const square = 'M2.2 2.2h11.6v11.6h-11.6z';

const shapes: Readonly<Record<number, MarkShape>> = {
  [Observation.OBSERVED]: { outline: disc, glyph: 'M8 5v6M5 8h6', name: 'observation.observed', keyLabel: '+' },
  [Observation.CONTRARY]: { outline: diamond, glyph: 'M5 8h6', name: 'observation.contrary', keyLabel: '−' },
  [Observation.NO_OPPORTUNITY]: {
    outline: square,
    glyph: 'M8 5.2a2.1 2.8 0 1 1 0 5.6a2.1 2.8 0 1 1 0-5.6z',
    name: 'observation.no_opportunity',
    keyLabel: '0',
  },
};

// An observation of a later version is drawn as "no opportunity" is: neutral.
export function shapeOf(observation: Observation): MarkShape {
  return shapes[observation] ?? shapes[Observation.NO_OPPORTUNITY]!;
}

export const statusNames: Readonly<Record<MarkStatus, Key>> = {
  waiting: 'mark.waiting',
  kept: 'mark.kept',
  refused: 'mark.refused',
};
