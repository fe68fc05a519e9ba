// What folding a conversation has come to, and the steps that kinds of event are made of.
import type { InterviewOpened } from '../gen/regard/v1/interview_pb';
import type { ConversationItem, Interval, IntervalItem, ParticipantView, Side, TurnItem } from './conversation_model';

type Lasting = IntervalItem | TurnItem;

// Where in `items` it stands, and by what the turn's parts and its end name it; empty for an interval.
interface Underway {
  readonly place: number;
  readonly turnId: string;
}

export interface Fold {
  readonly atMs: number;
  readonly openedMonoNs: bigint;
  opened: InterviewOpened | null;
  closedAtMs: number | null;
  readonly participants: Map<string, ParticipantView>;
  // What has begun and not ended, by what it is and whose.
  readonly underway: Map<string, Underway>;
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

// What begins again without an end between, which was erased or never came, ends there.
export function begin(fold: Fold, item: Lasting, turnId = ''): void {
  const what = item.kind === 'turn' ? 'turn' : item.said;
  end(fold, what, item.participantId, item.fromMs);
  fold.underway.set(nameOf(what, item.participantId), { place: fold.items.push(item) - 1, turnId });
}

// An end without a beginning, which was erased, ends nothing. A turn that ends so, without its final wording, is interrupted.
export function end(fold: Fold, what: Interval | 'turn', participantId: string, atMs: number): void {
  const name = nameOf(what, participantId);
  const begun = fold.underway.get(name);
  if (!begun) return;
  fold.underway.delete(name);
  fold.items[begun.place] = ended(fold.items[begun.place] as Lasting, atMs);
}

// The turn that goes on under this id; undefined when its beginning was erased, or it was broken off.
export function turnUnderway(fold: Fold, participantId: string, turnId: string): TurnItem | undefined {
  const begun = fold.underway.get(nameOf('turn', participantId));
  return begun?.turnId === turnId ? (fold.items[begun.place] as TurnItem) : undefined;
}

// The participant's turn as it has become.
export function goOn(fold: Fold, turn: TurnItem): void {
  fold.items[fold.underway.get(nameOf('turn', turn.participantId))!.place] = turn;
}

export function endTurn(fold: Fold, turn: TurnItem, atMs: number): void {
  goOn(fold, { ...turn, untilMs: atMs, ongoing: false });
  fold.underway.delete(nameOf('turn', turn.participantId));
}

// What lasts at the moment reaches to it. The interview's closing ends it.
export function endUnderway(fold: Fold, momentMs: number): void {
  const { closedAtMs, items } = fold;
  for (const { place } of fold.underway.values()) {
    const begun = items[place] as Lasting;
    items[place] = closedAtMs === null ? { ...begun, untilMs: Math.max(begun.fromMs, momentMs) } : ended(begun, closedAtMs);
  }
}

function ended(item: Lasting, atMs: number): Lasting {
  const untilMs = Math.max(item.fromMs, atMs);
  return item.kind === 'turn' ? { ...item, untilMs, ongoing: false, interrupted: true } : { ...item, untilMs, ongoing: false };
}

function nameOf(what: Interval | 'turn', participantId: string): string {
  return `${what} ${participantId}`;
}
