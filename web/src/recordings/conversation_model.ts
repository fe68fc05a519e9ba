// A conversation as the pages show it, at one moment. All times are positions: milliseconds since the interview was opened.
import type { Channel, InterviewOpened } from '../gen/regard/v1/interview_pb';
import type { Written } from './written_times';

export type Side = 'candidate' | 'interlocutor' | 'other';

export interface ParticipantView {
  // "candidate", "interlocutor".
  readonly participantId: string;
  readonly side: Side;
  readonly name: string;
  readonly present: boolean;
  readonly onHold: boolean;
}

// Items differ in how they are shown; a kind of event chooses among them in conversation_kinds.ts.

// What every item has. `id` is stable from one moment to the next: a key for lists.
interface ItemBase {
  readonly id: string;
  // Empty for a gap, which no event stands for.
  readonly eventId: string;
  readonly fromMs: number;
  // Equal to fromMs for what happens at one moment.
  readonly untilMs: number;
}

interface ByParticipant extends ItemBase {
  readonly participantId: string;
  readonly side: Side;
  readonly name: string;
}

export interface TurnItem extends ByParticipant {
  readonly kind: 'turn';
  readonly text: string;
  // Being said at this moment: only in a replay, where the end is known.
  readonly ongoing: boolean;
}

export interface MessageItem extends ByParticipant {
  readonly kind: 'message';
  readonly text: string;
  readonly sequence: bigint;
  // When it was written, where it arrived late: fromMs is when it arrived. Null where that is the same.
  readonly written: Written | null;
  // The same side wrote the message just before: shown as one group.
  readonly continues: boolean;
}

export interface EmailItem extends ByParticipant {
  readonly kind: 'email';
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  // How deep in its thread: 0 for the first, 1 for an answer to it...
  readonly depth: number;
}

// What lasts from one event to another.
export type Interval = 'hold';

export interface IntervalItem extends ByParticipant {
  readonly kind: 'interval';
  readonly said: Interval;
  readonly reason: string;
  // Has not ended at this moment; untilMs is then the moment itself.
  readonly ongoing: boolean;
}

// Nobody spoke.
export interface GapItem extends ItemBase {
  readonly kind: 'gap';
}

// What happens at one moment and is said in one line. 'erased': something whose content was erased since.
export type Moment = 'participantJoined' | 'participantLeft' | 'note' | 'interviewClosed' | 'sealLifted' | 'erased';

// Empty where the moment has no such thing.
export interface MomentItem extends ItemBase {
  readonly kind: 'moment';
  readonly said: Moment;
  readonly name: string;
  readonly text: string;
  readonly reason: string;
}

export type ConversationItem = TurnItem | MessageItem | EmailItem | IntervalItem | GapItem | MomentItem;

export interface ConversationView {
  readonly opened: InterviewOpened | null;
  readonly channel: Channel;
  readonly participants: readonly ParticipantView[];
  // In the order of fromMs; what began together in the order it was journaled.
  readonly items: readonly ConversationItem[];
  // Null while the interview is live at this moment.
  readonly closedAtMs: number | null;
}
