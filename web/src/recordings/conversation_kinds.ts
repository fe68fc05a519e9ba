// What each kind of event does to a conversation: one row a kind.
import type { EventBody } from '../gen/regard/v1/envelope_pb';
import type { InterviewOpened } from '../gen/regard/v1/interview_pb';
import { begin, change, end, who, type At, type Fold } from './conversation_fold';
import type { Moment } from './conversation_model';

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
      say(fold, 'participantLeft', at, { name: who(fold, participantId).name, reason });
    },
  },
  spokenTurn: {
    fold: (fold, value, at) => speak(fold, value, at, false),
    lastedMs: ({ durationMs }) => Number(durationMs),
    foldOngoing: (fold, value, at) => speak(fold, value, at, true),
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

function speak(fold: Fold, { participantId, text }: ValueOf<'spokenTurn'>, at: At, ongoing: boolean): void {
  fold.items.push({ ...at, ...who(fold, participantId), kind: 'turn', text, ongoing });
}

function emailDepth(fold: Fold, messageId: string, inReplyTo: string): number {
  const parent = fold.emailDepths.get(inReplyTo);
  const depth = parent === undefined ? 0 : parent + 1;
  if (messageId !== '') fold.emailDepths.set(messageId, depth);
  return depth;
}
