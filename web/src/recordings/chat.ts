// A chat as one of its writers sees it: what is journaled, then what is still in this browser's outbox.
import type { Event } from '../gen/regard/v1/envelope_pb';
import type { ConversationView, MessageItem, ParticipantView, Side } from './conversation_model';
import { outstanding, type OutboxItem } from '../outbox/outbox_item';
import { differenceMs } from '../base/time';

export type MessageState =
  // In this browser, on its way.
  | 'waiting'
  // On the server's disk.
  | 'kept'
  // Shown on the other writer's page.
  | 'delivered'
  | 'refused';

// The longest message that the server takes, in characters as it counts them (Unicode code points).
export const messageCharsMax = 4_000;

export function charsIn(text: string): number {
  return [...text].length;
}

// The view with the writer's own unjournaled messages at its end. Their `id` is the outbox item's, their sequence 0.
export function withOutgoing(
  view: ConversationView,
  writer: ParticipantView,
  events: readonly Event[],
  items: readonly OutboxItem[],
): ConversationView {
  const openedMonoNs = events[0]?.serverMonoNs ?? 0n;
  const outgoing = outstanding(events, items).flatMap((item): MessageItem[] => {
    const kind = item.body.kind;
    if (kind.case !== 'chatMessage') return [];
    const madeMs = Math.max(0, differenceMs((item.madeAtWallUs + item.clockOffsetUs) * 1000n, openedMonoNs));
    const { participantId, side, name } = writer;
    const at = { id: item.itemId, eventId: '', fromMs: madeMs, untilMs: madeMs };
    return [{ ...at, kind: 'message', participantId, side, name, text: kind.value.text, sequence: 0n, written: null, continues: false }];
  });
  return { ...view, items: [...view.items, ...outgoing.map((message, index) => grouped(message, outgoing[index - 1] ?? view.items.at(-1)))] };
}

// `deliveredTo`: the last sequence that the other writer's page has shown.
export function messageState(message: MessageItem, items: readonly OutboxItem[], deliveredTo: bigint): MessageState {
  if (message.sequence > 0n) return message.sequence <= deliveredTo ? 'delivered' : 'kept';
  const status = items.find((item) => item.itemId === message.id)?.status;
  return status === 'refused' || status === 'kept' ? status : 'waiting';
}

// What is said under the messages of one side, by their ids. Delivered is said once, under the last: it holds for all before.
export function statesById(
  view: ConversationView,
  side: Side,
  items: readonly OutboxItem[],
  deliveredTo: bigint,
): ReadonlyMap<string, MessageState> {
  const messages = view.items.filter((item): item is MessageItem => item.kind === 'message' && item.side === side);
  const states = messages.map((message) => [message.id, messageState(message, items, deliveredTo)] as const);
  const lastDelivered = states.findLast(([, state]) => state === 'delivered');
  return new Map(states.filter((said) => said[1] !== 'delivered' || said === lastDelivered));
}

// Whether the writer is in the conversation, or on the way into it: the last word counts.
export function hasJoined(writer: ParticipantView, events: readonly Event[], items: readonly OutboxItem[]): boolean {
  let joined = writer.present;
  for (const item of outstanding(events, items)) {
    if (item.status === 'refused') continue;
    if (item.body.kind.case === 'participantJoined') joined = true;
    if (item.body.kind.case === 'participantLeft') joined = false;
  }
  return joined;
}

function grouped(message: MessageItem, before: ConversationView['items'][number] | undefined): MessageItem {
  return { ...message, continues: before?.kind === 'message' && before.participantId === message.participantId };
}
