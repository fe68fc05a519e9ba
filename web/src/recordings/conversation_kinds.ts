// What each kind of event does to a conversation: one row a kind.
import type { EventBody } from '../gen/regard/v1/envelope_pb';
import type { InterviewOpened } from '../gen/regard/v1/interview_pb';
import { begin, change, end, endTurn, goOn, turnUnderway, who, type At, type Fold } from './conversation_fold';
import type { Moment, TurnItem } from './conversation_model';

type Kind = Extract<EventBody['kind'], { case: string }>;
type ValueOf<K extends Kind['case']> = Extract<Kind, { case: K }>['value'];

interface Row<K extends Kind['case']> {
  readonly fold: (fold: Fold, value: ValueOf<K>, at: At) => void;
  // How long before its stamp it began, and what it shows while it lasts: only a replay knows.
  readonly lastedMs?: (value: ValueOf<K>) => number;
  readonly foldOngoing?: (fold: Fold, value: ValueOf<K>, at: At) => void;
}

type Rows = { readonly [K in Kind['case']]?: Row<K> };

export const conversationKinds = {
  interviewOpened: { fold: open },
  interviewClosed: {
    fold: (fold, { reason }, at) => {
      fold.closedAtMs = at.fromMs;
      say(fold, 'interviewClosed', at, { reason });
    },
  },
  participantJoined: {
    fold: (fold, { participantId, name }, at) => {
      change(fold, participantId, { present: true, ...(name === '' ? {} : { name }) });
      say(fold, 'participantJoined', at, { name: who(fold, participantId).name });
    },
  },
  participantLeft: {
    fold: (fold, { participantId, reason }, at) => {
      change(fold, participantId, { present: false, onHold: false });
      for (const what of ['hold', 'turn'] as const) end(fold, what, participantId, at.fromMs);
      say(fold, 'participantLeft', at, { name: who(fold, participantId).name, reason });
    },
  },
  turnStarted: {
    fold: (fold, { participantId, turnId }, at) => begin(fold, spokenBy(fold, participantId, '', at, true), turnId),
  },
  turnPart: {
    fold: (fold, { participantId, turnId, text }) => {
      const turn = turnUnderway(fold, participantId, turnId);
      if (turn) goOn(fold, { ...turn, text: turn.text === '' ? text : `${turn.text} ${text}` });
    },
  },
  spokenTurn: {
    fold: speak,
    lastedMs: ({ turnId, durationMs }) => (turnId === '' ? Number(durationMs) : 0),
    foldOngoing: (fold, { participantId, text }, at) => void fold.items.push(spokenBy(fold, participantId, text, at, true)),
  },
  chatMessage: {
    fold: (fold, { participantId, text }, at) => {
      fold.items.push({ ...at, ...who(fold, participantId), kind: 'message', text, written: null, continues: false });
    },
  },
  emailMessage: {
    fold: (fold, { participantId, messageId, inReplyTo, from, to, cc, subject, text }, at) => {
      const depth = emailDepth(fold, messageId, inReplyTo);
      fold.items.push({ ...at, ...who(fold, participantId), kind: 'email', from, to, cc, subject, text, messageId, depth });
    },
  },
  hold: {
    fold: (fold, { participantId, reason }, at) => {
      change(fold, participantId, { onHold: true });
      begin(fold, { ...at, ...who(fold, participantId), kind: 'interval', said: 'hold', reason, ongoing: true });
    },
  },
  resume: {
    fold: (fold, { participantId }, at) => {
      change(fold, participantId, { onHold: false });
      end(fold, 'hold', participantId, at.fromMs);
    },
  },
  sealLifted: { fold: (fold, { reason }, at) => say(fold, 'sealLifted', at, { reason }) },
  note: { fold: (fold, { text }, at) => say(fold, 'note', at, { text }) },
} satisfies Rows;

// The row of an event of any kind; undefined for what does not belong to a conversation, or is of a later kind.
export function rowOf(kind: Kind): Row<Kind['case']> | undefined {
  return (conversationKinds as Rows)[kind.case] as Row<Kind['case']> | undefined;
}

// Something that happened at one moment. `name`, `text` and `reason` fill its words.
export function say(fold: Fold, said: Moment, at: At, words: { name?: string; text?: string; reason?: string } = {}): void {
  fold.items.push({ name: '', text: '', reason: '', ...words, ...at, kind: 'moment', said });
}

function open(fold: Fold, opened: InterviewOpened): void {
  fold.opened = opened;
  const people = { candidate: opened.candidate?.name ?? '', interlocutor: opened.interlocutor?.name ?? '' };
  for (const side of ['candidate', 'interlocutor'] as const) change(fold, side, { name: people[side] });
}

// The end of a turn: its final wording takes the place of its parts.
function speak(fold: Fold, { participantId, turnId, text, durationMs }: ValueOf<'spokenTurn'>, at: At): void {
  const begun = turnUnderway(fold, participantId, turnId);
  if (begun) return endTurn(fold, { ...begun, text }, at.untilMs);
  // Its beginning was erased, or there was none.
  const fromMs = Math.max(0, at.untilMs - Number(durationMs));
  fold.items.push(spokenBy(fold, participantId, text, { ...at, fromMs }, false));
}

function spokenBy(fold: Fold, participantId: string, text: string, at: At, ongoing: boolean): TurnItem {
  return { ...at, ...who(fold, participantId), kind: 'turn', text, ongoing, interrupted: false };
}

function emailDepth(fold: Fold, messageId: string, inReplyTo: string): number {
  const parent = fold.emailDepths.get(inReplyTo);
  const depth = parent === undefined ? 0 : parent + 1;
  if (messageId !== '') fold.emailDepths.set(messageId, depth);
  return depth;
}
