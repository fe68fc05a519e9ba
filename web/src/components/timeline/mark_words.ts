// What a place of marks says to a screen reader.
import { formatPosition } from '../../base/time';
import type { MarkView } from '../../marking/marking';
import type { Block } from '../../referential/referential_model';
import { readable } from '../../words/readable';
import { t } from '../../words/i18n.svelte';
import { shapeOf, statusNames } from '../mark_shapes';
import type { Place } from './mark_places';

// "00:12", or "00:12–00:20" for what lasted.
export function timeOf({ fromMs, untilMs }: Pick<MarkView, 'fromMs' | 'untilMs'>): string {
  const [from, until] = [formatPosition(fromMs), formatPosition(untilMs)];
  return until > from ? `${from}–${until}` : from;
}

// "c3 : Observé à 00:12, gardée : accueil chaleureux"; of a cluster "5 marques, de 00:12 à 00:14 : 3 × Observé, 2 × Contraire".
// `rowName`: whose they are, where there are several rows of marks; else empty.
export function wordsOf(place: Place<MarkView>, block: Block, rowName: string): string {
  const words = place.marks.length === 1 ? wordsOfMark(place.marks[0]!, block) : wordsOfCluster(place);
  const where = place.afterEnd ? t('timeline.made_after', { words }) : words;
  return rowName === '' ? where : t('timeline.by', { name: rowName, words: where });
}

function wordsOfMark(mark: MarkView, block: Block): string {
  const described = { observation: t(shapeOf(mark.observation).name), at: timeOf(mark), status: t(statusNames[mark.status]) };
  const code = block.itemByCode.get(mark.indicatorCode)?.twoKeyCode ?? mark.indicatorCode;
  const words = mark.remark === '' ? t('mark.described', described) : t('mark.described_with_remark', { ...described, remark: readable(mark.remark) });
  return t('timeline.mark', { code, words });
}

function wordsOfCluster({ marks, kinds }: Place<MarkView>): string {
  const counted = kinds.map(({ observation, count }) => t('timeline.kind', { n: count, observation: t(shapeOf(observation).name) }));
  const positions = marks.map(({ fromMs }) => fromMs);
  const [from, until] = [formatPosition(Math.min(...positions)), formatPosition(Math.max(...positions))];
  const parameters = { n: marks.length, from, until, kinds: counted.join(', ') };
  return from === until ? t('timeline.cluster', parameters) : t('timeline.cluster_between', parameters);
}
