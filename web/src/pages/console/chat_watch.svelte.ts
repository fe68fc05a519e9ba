// What an assessor sees of a live chat beside its messages, as its two writers see it: who is writing, and how far each
// message has come. Shows nothing of a conversation that no account writes in.
import { statesById, type MessageState } from '../../recordings/chat';
import type { ConversationView } from '../../recordings/conversation';
import type { InterviewOpened } from '../../gen/regard/v1/interview_pb';
import type { Recording } from '../../recordings/recording';
import { seatOf, type Seat } from '../../recordings/seat';
import { watch, type Watched } from '../../base/watch';

export class ChatWatch {
  readonly #seats: readonly Seat[];
  readonly #deliveredTo: readonly Watched<bigint>[];
  readonly #typing: readonly Watched<boolean>[];

  constructor(recording: Recording, opened: InterviewOpened) {
    const seats = [opened.candidate, opened.rolePlayer].map((writer) => seatOf(opened, writer?.accountId ?? ''));
    this.#seats = opened.rolePlayer ? seats.filter((seat) => seat !== null) : [];
    this.#deliveredTo = this.#seats.map(({ otherAccountId }) => watch(recording.changes, () => recording.company.deliveredTo(otherAccountId)));
    this.#typing = this.#seats.map(({ accountId }) => watch(recording.changes, () => recording.company.isTyping(accountId, performance.now())));
  }

  // Read again every second or so: a sign that is not taken back goes out by itself.
  typingNames(): readonly string[] {
    return this.#seats.filter((_, at) => this.#typing[at]!.current).map(({ name }) => name);
  }

  statesById(view: ConversationView): ReadonlyMap<string, MessageState> {
    return new Map(this.#seats.flatMap(({ side }, at) => [...statesById(view, side, [], this.#deliveredTo[at]!.current)]));
  }
}
