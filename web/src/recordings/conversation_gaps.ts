// Silences of a spoken conversation, shown as items of their own.
import { Channel } from '../gen/regard/v1/interview_pb';
import type { ConversationItem } from './conversation_model';

// Shorter pauses are breath and thought; from here on an assessor notices them.
export const gapFromMs = 4_000;

const spokenChannels: readonly Channel[] = [Channel.PHONE, Channel.FACE_TO_FACE];

// `items` in order. A gap lies between the end of what was said or held and the beginning of the next.
export function withGaps(channel: Channel, items: readonly ConversationItem[]): readonly ConversationItem[] {
  if (!spokenChannels.includes(channel)) return items;
  const result: ConversationItem[] = [];
  let heardUntilMs: number | null = null;
  for (const item of items) {
    if (isErased(item)) heardUntilMs = Math.max(heardUntilMs ?? 0, item.untilMs);
    if (item.kind === 'turn' || item.kind === 'interval') {
      if (heardUntilMs !== null && item.fromMs - heardUntilMs >= gapFromMs) result.push(gap(heardUntilMs, item.fromMs));
      heardUntilMs = Math.max(heardUntilMs ?? 0, item.untilMs);
    }
    result.push(item);
  }
  return result;
}

// It may have been a turn, which filled the time before it.
function isErased(item: ConversationItem): boolean {
  return item.kind === 'moment' && item.said === 'erased';
}

function gap(fromMs: number, untilMs: number): ConversationItem {
  return { kind: 'gap', id: `gap-${fromMs}`, eventId: '', fromMs, untilMs };
}
