// What is on its way to the server, counted as its author counts it: a mark with its remark is one mark, however many
// events it takes.
import { isUnderway, type OutboxItem } from './outbox_item';

export interface Underway {
  // Marks that stand and that the server has nothing of yet.
  readonly marks: number;
  readonly messages: number;
  // Everything else: changes to marks that the server has, marks taken back before it had them, closings, arrivals.
  readonly others: number;
}

// The items in the order they were made.
export function countUnderway(items: readonly OutboxItem[]): Underway {
  const underway = items.filter(isUnderway);
  const ofKind = (kind: string): readonly OutboxItem[] => underway.filter(({ body }) => body.kind.case === kind);
  const made = new Set(ofKind('mark').map(markIdOf));
  // What was done last to each mark.
  const last = new Map(underway.filter((item) => markIdOf(item) !== '').map((item) => [markIdOf(item), item]));
  const marks = [...last].filter(([markId, item]) => made.has(markId) && item.body.kind.case !== 'markWithdrawn').length;
  const messages = ofKind('chatMessage').length;
  const aboutNoMark = underway.filter((item) => markIdOf(item) === '').length;
  return { marks, messages, others: last.size - marks + aboutNoMark - messages };
}

export function totalOf({ marks, messages, others }: Underway): number {
  return marks + messages + others;
}

// Empty for what is about no mark.
function markIdOf({ body: { kind } }: OutboxItem): string {
  if (kind.case === 'mark' || kind.case === 'markWithdrawn') return kind.value.markId;
  return kind.case === 'markCorrected' ? (kind.value.mark?.markId ?? '') : '';
}
