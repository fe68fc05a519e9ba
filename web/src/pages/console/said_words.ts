import { shapeOf } from '../../components/mark_shapes';
import { t, type Key } from '../../words/i18n.svelte';
import { formatPosition } from '../../base/time';
import type { Said } from './marking_desk.svelte';

const sentences: Readonly<Record<Exclude<Said['kind'], 'nothing' | 'marked'>, Key>> = {
  clock_unknown: 'said.clock_unknown',
  nothing_chosen: 'said.nothing_chosen',
  not_stored: 'outbox.fault',
  closed: 'said.closed',
  undone: 'said.undone',
  redone: 'said.redone',
  nothing_to_undo: 'said.nothing_to_undo',
  nothing_to_redo: 'said.nothing_to_redo',
  withdrawn: 'said.withdrawn',
  corrected: 'said.corrected',
};

// What the desk has to tell, in a sentence; empty when it has nothing to tell.
export function saidInWords(said: Said): string {
  if (said.kind === 'nothing') return '';
  if (said.kind !== 'marked') return t(sentences[said.kind]);
  const words = { observation: t(shapeOf(said.observation).name), code: said.item.twoKeyCode, at: formatPosition(said.atMs) };
  return t('said.marked', words);
}
