// Folds a conversation recording into what is shown at one moment. The same function serves live (atMs = Infinity: all that
// has arrived) and replay: a seek shows what had been journaled by then, and the turns that were being spoken.
import { type Event, type EventBody } from '../gen/regard/v1/envelope_pb';
import { Channel, type InterviewOpened } from '../gen/regard/v1/interview_pb';
import type { ConversationItem, ConversationView, HoldItem, ParticipantView, Side } from './conversation_model';
import { withGaps } from './conversation_gaps';
import { differenceMs } from '../base/time';

export * from './conversation_model';

type Kind = EventBody['kind'];

interface Fold {
  readonly atMs: number;
  readonly openedMonoNs: bigint;
  opened: InterviewOpened | null;
  closedAtMs: number | null;
  readonly participants: Map<string, ParticipantView>;
  readonly holds: Map<string, HoldItem>;
  readonly items: ConversationItem[];
  readonly emailDepths: Map<string, number>;
}

export function foldConversation(events: readonly Event[], atMs = Infinity): ConversationView {
  const fold = start(events, atMs);
  for (const event of events) {
    const stampMs = positionOf(event, fold.openedMonoNs);
    if (stampMs <= atMs) apply(fold, event, stampMs);
    else applyOngoing(fold, event, stampMs);
  }
  endHolds(fold, events);
  const channel = fold.opened?.channel ?? Channel.UNSPECIFIED;
  const items = withGaps(channel, inOrder(fold.items));
  return {
    opened: fold.opened,
    channel,
    participants: [...fold.participants.values()],
    items: items.map((item, index) => grouped(item, items[index - 1])),
    closedAtMs: fold.closedAtMs,
  };
}

// The position of an event's stamp; the first event of the recording is at 0.
export function positionOf(event: Event, openedMonoNs: bigint): number {
  return differenceMs(event.serverMonoNs, openedMonoNs);
}

// How long the recording is: the position of its last event.
export function durationMs(events: readonly Event[]): number {
  const first = events[0];
  const last = events.at(-1);
  return first && last ? positionOf(last, first.serverMonoNs) : 0;
}

function start(events: readonly Event[], atMs: number): Fold {
  return {
    atMs,
    openedMonoNs: events[0]?.serverMonoNs ?? 0n,
    opened: null,
    closedAtMs: null,
    participants: new Map(),
    holds: new Map(),
    items: [],
    emailDepths: new Map(),
  };
}

function apply(fold: Fold, event: Event, atMs: number): void {
  const kind: Kind = event.body?.kind ?? { case: undefined };
  const at = { id: event.eventId, eventId: event.eventId, fromMs: atMs, untilMs: atMs };
  if (event.erased) fold.items.push({ ...at, kind: 'erased' });
  switch (kind.case) {
    case 'interviewOpened':
      return open(fold, kind.value);
    case 'interviewClosed':
      fold.closedAtMs = atMs;
      fold.items.push({ ...at, kind: 'closed', reason: kind.value.reason });
      return;
    case 'participantJoined':
      join(fold, kind.value.participantId, kind.value.name);
      fold.items.push({ ...at, ...who(fold, kind.value.participantId), kind: 'joined', reason: '' });
      return;
    case 'participantLeft':
      change(fold, kind.value.participantId, { present: false, onHold: false });
      fold.items.push({ ...at, ...who(fold, kind.value.participantId), kind: 'left', reason: kind.value.reason });
      return;
    case 'spokenTurn': {
      const fromMs = Math.max(0, atMs - Number(kind.value.durationMs));
      fold.items.push({ ...at, ...who(fold, kind.value.participantId), kind: 'turn', fromMs, text: kind.value.text, ongoing: false });
      return;
    }
    case 'chatMessage': {
      const message = { kind: 'message', text: kind.value.text, sequence: event.sequence, continues: false } as const;
      fold.items.push({ ...at, ...who(fold, kind.value.participantId), ...message });
      return;
    }
    case 'emailMessage': {
      const { participantId, messageId, from, to, cc, subject, text } = kind.value;
      const depth = emailDepth(fold, messageId, kind.value.inReplyTo);
      fold.items.push({ ...at, ...who(fold, participantId), kind: 'email', from, to, cc, subject, text, messageId, depth });
      return;
    }
    case 'hold':
      return hold(fold, { ...at, ...who(fold, kind.value.participantId), kind: 'hold', reason: kind.value.reason, ongoing: true });
    case 'resume':
      return resume(fold, kind.value.participantId, atMs);
    case 'note':
      fold.items.push({ ...at, kind: 'note', text: kind.value.text });
  }
}

// An event of later than the moment: a turn that ends later may have begun already.
function applyOngoing(fold: Fold, event: Event, stampMs: number): void {
  const kind = event.body?.kind;
  if (kind?.case !== 'spokenTurn') return;
  const fromMs = Math.max(0, stampMs - Number(kind.value.durationMs));
  if (fromMs > fold.atMs) return;
  const at = { id: event.eventId, eventId: event.eventId, fromMs, untilMs: stampMs };
  fold.items.push({ ...at, ...who(fold, kind.value.participantId), kind: 'turn', text: kind.value.text, ongoing: true });
}

function open(fold: Fold, opened: InterviewOpened): void {
  fold.opened = opened;
  const people = { candidate: opened.candidate?.name ?? '', interlocutor: opened.interlocutor?.name ?? '' };
  for (const side of ['candidate', 'interlocutor'] as const) {
    fold.participants.set(side, { participantId: side, side, name: people[side], present: false, onHold: false });
  }
}

function join(fold: Fold, participantId: string, name: string): void {
  const known = fold.participants.get(participantId)?.name ?? '';
  change(fold, participantId, { present: true, name: name === '' ? known : name });
}

function change(fold: Fold, participantId: string, changes: Partial<ParticipantView>): void {
  const known = fold.participants.get(participantId) ?? {
    participantId,
    side: sideOf(participantId),
    name: participantId,
    present: false,
    onHold: false,
  };
  fold.participants.set(participantId, { ...known, ...changes });
}

function hold(fold: Fold, item: HoldItem): void {
  change(fold, item.participantId, { onHold: true });
  fold.holds.set(item.participantId, item);
}

function resume(fold: Fold, participantId: string, atMs: number): void {
  change(fold, participantId, { onHold: false });
  const held = fold.holds.get(participantId);
  if (!held) return;
  fold.holds.delete(participantId);
  fold.items.push({ ...held, untilMs: atMs, ongoing: false });
}

// A hold that lasts at the moment reaches to it; live, to the last event. The interview's closing ends it too.
function endHolds(fold: Fold, events: readonly Event[]): void {
  const untilMs = fold.closedAtMs ?? (Number.isFinite(fold.atMs) ? fold.atMs : durationMs(events));
  for (const held of fold.holds.values()) fold.items.push({ ...held, untilMs: Math.max(held.fromMs, untilMs) });
}

function emailDepth(fold: Fold, messageId: string, inReplyTo: string): number {
  const parent = fold.emailDepths.get(inReplyTo);
  const depth = parent === undefined ? 0 : parent + 1;
  if (messageId !== '') fold.emailDepths.set(messageId, depth);
  return depth;
}

function who(fold: Fold, participantId: string): { participantId: string; side: Side; name: string } {
  return { participantId, side: sideOf(participantId), name: fold.participants.get(participantId)?.name ?? participantId };
}

export function sideOf(participantId: string): Side {
  return participantId === 'candidate' || participantId === 'interlocutor' ? participantId : 'other';
}

function inOrder(items: readonly ConversationItem[]): ConversationItem[] {
  return items.map((item, index) => ({ item, index })).sort(byBeginning).map(({ item }) => item);
}

type Placed = { readonly item: ConversationItem; readonly index: number };

function byBeginning(a: Placed, b: Placed): number {
  return a.item.fromMs - b.item.fromMs || a.index - b.index;
}

function grouped(item: ConversationItem, before: ConversationItem | undefined): ConversationItem {
  if (item.kind !== 'message' || before?.kind !== 'message') return item;
  return { ...item, continues: before.participantId === item.participantId };
}
