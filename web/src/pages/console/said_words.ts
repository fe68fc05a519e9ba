import { shapeOf } from '../../components/mark_shapes';
import { competencesOf, type Block } from '../../referential/referential_model';
import { t, type Key } from '../../words/i18n.svelte';
import { formatPosition } from '../../base/time';
import type { Said, SaidPlainly } from './said';

const sentences: Readonly<Record<Exclude<SaidPlainly, 'nothing'>, Key>> = {
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
  unmarked_only: 'said.unmarked_only',
  all_items: 'said.all_items',
};

// What the page shows anyway: in words for those who listen only.
const seenAnyway: readonly Said['kind'][] = ['nothing', 'marked', 'corrected', 'holding', 'at_item', 'at_competence'];

export function isSeenAnyway(said: Said): boolean {
  return seenAnyway.includes(said.kind);
}

// What the desk has to tell, in a sentence; empty when it has nothing to tell.
export function saidInWords(said: Said, block: Block): string {
  switch (said.kind) {
    case 'nothing':
      return '';
    case 'holding':
      return t('said.holding', { at: formatPosition(said.fromMs) });
    case 'marked':
      return marked(said);
    case 'not_chosen_anew':
      return t('said.not_chosen_anew', { code: said.item.twoKeyCode });
    case 'at_item':
      return t('said.at_item', { code: said.item.twoKeyCode, text: said.item.text });
    case 'at_competence': {
      const competence = competencesOf(block).find(({ code }) => code === said.item.competenceCode);
      return t('said.at_competence', { competence: competence?.text ?? '', code: said.item.twoKeyCode, text: said.item.text });
    }
    default:
      return t(sentences[said.kind]);
  }
}

function marked({ item, observation, landing }: Extract<Said, { kind: 'marked' }>): string {
  const words = { observation: t(shapeOf(observation).name), code: item.twoKeyCode, at: formatPosition(landing.fromMs) };
  if (landing.untilMs === landing.fromMs) return t('said.marked', words);
  return t('said.marked_span', { ...words, until: formatPosition(landing.untilMs) });
}
