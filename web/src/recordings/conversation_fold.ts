// What folding a conversation has come to, and the steps that kinds of event are made of.
import type { InterviewOpened } from '../gen/regard/v1/interview_pb';
import type { ConversationItem, Interval, IntervalItem, ParticipantView, Side } from './conversation_model';

export interface Fold {
  readonly atMs: number;
  readonly openedMonoNs: bigint;
  opened: InterviewOpened | null;
  closedAtMs: number | null;
  readonly participants: Map<string, ParticipantView>;
  // What has begun and not ended, by what it is and whose.
  readonly underway: Map<string, IntervalItem>;
  readonly items: ConversationItem[];
  readonly emailDepths: Map<string, number>;
}

// The event and its position: what every item that stands for it has.
export interface At {
  readonly id: string;
  readonly eventId: string;
  readonly sequence: bigint;
  readonly fromMs: number;
  readonly untilMs: number;
}

export function start(openedMonoNs: bigint, atMs: number): Fold {
  return {
    atMs,
    openedMonoNs,
    opened: null,
    closedAtMs: null,
    participants: new Map(),
    underway: new Map(),
    items: [],
    emailDepths: new Map(),
  };
}

export function who(fold: Fold, participantId: string): { participantId: string; side: Side; name: string } {
  return { participantId, side: sideOf(participantId), name: fold.participants.get(participantId)?.name ?? participantId };
}

export function sideOf(participantId: string): Side {
  return participantId === 'candidate' || participantId === 'interlocutor' ? participantId : 'other';
}

export function change(fold: Fold, participantId: string, changes: Partial<ParticipantView>): void {
  const known = fold.participants.get(participantId) ?? {
    participantId,
    side: sideOf(participantId),
    name: participantId,
    present: false,
    onHold: false,
  };
  fold.participants.set(participantId, { ...known, ...changes });
}

// What begins again without an end between, which was erased, ends there.
export function begin(fold: Fold, item: IntervalItem): void {
  end(fold, item.said, item.participantId, item.fromMs);
  fold.underway.set(nameOf(item.said, item.participantId), item);
}

// An end without a beginning, which was erased, ends nothing.
export function end(fold: Fold, said: Interval, participantId: string, atMs: number): void {
  const begun = fold.underway.get(nameOf(said, participantId));
  if (!begun) return;
  fold.underway.delete(nameOf(said, participantId));
  fold.items.push({ ...begun, untilMs: atMs, ongoing: false });
}

function nameOf(said: Interval, participantId: string): string {
  return `${said} ${participantId}`;
}
