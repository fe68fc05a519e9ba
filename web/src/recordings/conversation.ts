// Folds a conversation recording into what is shown at one moment. The same function serves live (atMs = Infinity: all that
// has arrived) and replay: a seek shows what had been journaled by then, and the turns that were being spoken.
import type { Event } from '../gen/regard/v1/envelope_pb';
import { Channel } from '../gen/regard/v1/interview_pb';
import { start, type At, type Fold } from './conversation_fold';
import { withGaps } from './conversation_gaps';
import { rowOf, say } from './conversation_kinds';
import type { ConversationItem, ConversationView } from './conversation_model';
import { writtenTimes, type Written } from './written_times';
import { differenceMs } from '../base/time';

export * from './conversation_model';

// closedMonoNs: when the interview was closed as far as the server's list says, 0 when it does not. An erased closing is known
// by it alone.
export function foldConversation(events: readonly Event[], atMs = Infinity, closedMonoNs = 0n): ConversationView {
  const fold = start(events[0]?.serverMonoNs ?? 0n, atMs);
  for (const event of events) {
    const stampMs = positionOf(event, fold.openedMonoNs);
    if (stampMs <= atMs) apply(fold, event, stampMs, closedMonoNs);
    else applyOngoing(fold, event, stampMs);
  }
  endUnderway(fold, events);
  const channel = fold.opened?.channel ?? Channel.UNSPECIFIED;
  const items = withWritten(withGaps(channel, inOrder(fold.items)), writtenTimes(events));
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

// How long the interview is: the position of its closing, or of its last event. What is journaled after the closing is no
// part of it.
export function durationMs(events: readonly Event[], closedMonoNs = 0n): number {
  const first = events[0];
  const last = events.find((event) => isClosing(event, closedMonoNs)) ?? events.at(-1);
  return first && last ? positionOf(last, first.serverMonoNs) : 0;
}

// Where in a replay an event begins to be shown: before its stamp, when it lasted.
export function beginningOf(event: Event, stampMs: number): number {
  const kind = event.body?.kind;
  if (!kind?.case) return stampMs;
  return Math.max(0, stampMs - (rowOf(kind)?.lastedMs?.(kind.value) ?? 0));
}

// The reason for which an organiser lifted the seal; null when nobody did.
export function sealLiftedBecause(events: readonly Event[]): string | null {
  for (const { body } of events) if (body?.kind.case === 'sealLifted') return body.kind.value.reason;
  return null;
}

function isClosing({ body, erased, serverMonoNs }: Event, closedMonoNs: bigint): boolean {
  return erased ? serverMonoNs === closedMonoNs : body?.kind.case === 'interviewClosed';
}

function apply(fold: Fold, event: Event, stampMs: number, closedMonoNs: bigint): void {
  const at = atOf(event, beginningOf(event, stampMs), stampMs);
  if (event.erased && isClosing(event, closedMonoNs)) fold.closedAtMs = stampMs;
  if (event.erased) return say(fold, 'erased', at);
  const kind = event.body?.kind;
  if (kind?.case) rowOf(kind)?.fold(fold, kind.value, at);
}

// An event of later than the moment: it may have begun already.
function applyOngoing(fold: Fold, event: Event, stampMs: number): void {
  const fromMs = beginningOf(event, stampMs);
  const kind = event.body?.kind;
  if (fromMs <= fold.atMs && kind?.case) rowOf(kind)?.foldOngoing?.(fold, kind.value, atOf(event, fromMs, stampMs));
}

function atOf({ eventId, sequence }: Event, fromMs: number, untilMs: number): At {
  return { id: eventId, eventId, sequence, fromMs, untilMs };
}

// What lasts at the moment reaches to it; live, to the last event. The interview's closing ends it too.
function endUnderway(fold: Fold, events: readonly Event[]): void {
  const untilMs = fold.closedAtMs ?? (Number.isFinite(fold.atMs) ? fold.atMs : durationMs(events));
  for (const begun of fold.underway.values()) fold.items.push({ ...begun, untilMs: Math.max(begun.fromMs, untilMs) });
}

function inOrder(items: readonly ConversationItem[]): ConversationItem[] {
  return items.map((item, index) => ({ item, index })).sort(byBeginning).map(({ item }) => item);
}

// Messages stay in the order of their arrival, in which everybody saw them.
function withWritten(items: readonly ConversationItem[], times: ReadonlyMap<string, Written>): readonly ConversationItem[] {
  if (times.size === 0) return items;
  return items.map((item) => (item.kind === 'message' ? { ...item, written: times.get(item.eventId) ?? null } : item));
}

type Placed = { readonly item: ConversationItem; readonly index: number };

function byBeginning(a: Placed, b: Placed): number {
  return a.item.fromMs - b.item.fromMs || a.index - b.index;
}

function grouped(item: ConversationItem, before: ConversationItem | undefined): ConversationItem {
  if (item.kind !== 'message' || before?.kind !== 'message') return item;
  return { ...item, continues: before.participantId === item.participantId };
}
