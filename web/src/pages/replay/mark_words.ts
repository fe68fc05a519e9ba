// What became of a mark, in words; empty for one that stands as it was made.
import { formatPosition } from '../../base/time';
import { shapeOf } from '../../components/mark_shapes';
import type { MarkView } from '../../marking/marking';
import { t } from '../../words/i18n.svelte';
import { laterChangeOf } from './mark_changes';

export function changeWords(mark: MarkView): string {
  const change = laterChangeOf(mark);
  if (!change) return '';
  const at = formatPosition(change.atMs);
  if (change.kind !== 'observation') return t(`marks.changed_${change.kind}`, { at });
  return t('marks.changed_observation', { at, before: t(shapeOf(change.before).name) });
}
