// One writer's place in a chat: what is shown, what is sent, and the signs that are given to the other side. Lives as long
// as the room; close() at the end.
import type { Interview } from '../../gen/regard/v1/api/interviews_pb';
import { ticker } from '../../components/ticks.svelte';
import { hasJoined, statesById, withOutgoing, type MessageState } from '../../recordings/chat';
import { foldConversation, type ConversationView, type MessageItem, type ParticipantView } from '../../recordings/conversation';
import type { BodyKind } from '../../outbox/outbox';
import type { Recording } from '../../recordings/recording';
import type { Session } from '../../session/session';
import { browserTimers } from '../../base/timer';
import { TypingSign } from '../../recordings/typing_sign';
import { watch, type Watched } from '../../base/watch';
import type { Seat } from '../../recordings/seat';

// How soon a typing sign that was not taken back goes out on this page.
const lookAgainMs = 1_000;

export class ChatDesk {
  readonly interviewId: string;
  readonly recording: Recording;
  readonly typing: TypingSign;
  readonly #session: Session;
  readonly #seat: Seat;
  readonly #closedMonoNs: bigint;
  readonly #events: Watched<Recording['events']>;
  readonly #items: Watched<ReturnType<Session['outbox']['itemsOf']>>;
  readonly #caughtUp: Watched<boolean>;
  readonly #deliveredTo: Watched<bigint>;
  readonly #otherTyping: Watched<boolean>;
  readonly #people: Watched<Recording['company']['people']>;
  readonly #everySecond = ticker(lookAgainMs);

  readonly #folded = $derived.by(() => foldConversation(this.#events.current, Infinity, this.#closedMonoNs));
  readonly #writer = $derived.by(() => this.#writerIn(this.#folded));
  readonly view: ConversationView = $derived.by(() =>
    withOutgoing(this.#folded, this.#writer, this.#events.current, this.#items.current),
  );
  // What is said under the writer's own messages.
  readonly statesById: ReadonlyMap<string, MessageState> = $derived.by(() =>
    statesById(this.view, this.#seat.side, this.#items.current, this.#deliveredTo.current),
  );
  readonly live = $derived.by(() => this.#folded.closedAtMs === null);
  readonly joined = $derived.by(() => hasJoined(this.#writer, this.#events.current, this.#items.current));

  constructor(session: Session, interview: Interview, seat: Seat) {
    this.#session = session;
    this.#seat = seat;
    this.#closedMonoNs = interview.closedMonoNs;
    this.interviewId = interview.interviewId;
    const recording = session.open(interview.interviewId);
    this.recording = recording;
    this.#events = watch(recording.changes, () => recording.events);
    this.#items = watch(session.outbox.changes, () => session.outbox.itemsOf(interview.interviewId));
    this.#caughtUp = watch(recording.changes, () => recording.caughtUp);
    this.#deliveredTo = watch(recording.changes, () => recording.company.deliveredTo(seat.otherAccountId));
    this.#otherTyping = watch(recording.changes, () => recording.company.isTyping(seat.otherAccountId, performance.now()));
    this.#people = watch(recording.changes, () => recording.company.people);
    this.typing = new TypingSign(browserTimers, (typing) => this.#signal({ case: 'typing', value: typing }));
  }

  // True once this page knows the whole conversation: before, nothing is decided.
  get ready(): boolean {
    return this.#caughtUp.current;
  }

  // Everybody who is connected to the conversation, assessors too. Another array whenever somebody comes or goes.
  get people(): Recording['company']['people'] {
    return this.#people.current;
  }

  get otherHere(): boolean {
    return this.people.some((person) => person.accountId === this.#seat.otherAccountId);
  }

  // The other writer's name while they write.
  get typingNames(): readonly string[] {
    this.#everySecond();
    return this.live && this.#otherTyping.current ? [this.#seat.otherName] : [];
  }

  join(): void {
    const { side, name } = this.#seat;
    this.#publish({ case: 'participantJoined', value: { participantId: side, name, accountId: this.#session.me.accountId } });
  }

  leave(): void {
    this.typing.stopped();
    this.#publish({ case: 'participantLeft', value: { participantId: this.#seat.side } });
  }

  closeInterview(): void {
    this.typing.stopped();
    this.#publish({ case: 'interviewClosed', value: {} });
  }

  // True once the message is in this browser's database, from where it is sent.
  async say(text: string): Promise<boolean> {
    this.typing.stopped();
    const body: BodyKind = { case: 'chatMessage', value: { participantId: this.#seat.side, text } };
    return (await this.#session.outbox.publish(this.interviewId, body)).ok;
  }

  retry(message: MessageItem): void {
    void this.#session.outbox.retry(message.id);
  }

  discard(message: MessageItem): void {
    void this.#session.outbox.discard(message.id);
  }

  // Tells the other pages what this one has shown. Signals are not kept: said again to whoever comes.
  acknowledgeShown(): void {
    if (this.recording.cursor > 0n) this.#signal({ case: 'deliveredSequence', value: this.recording.cursor });
  }

  close(): void {
    this.typing.stopped();
    this.#session.release(this.interviewId);
  }

  #writerIn(view: ConversationView): ParticipantView {
    const { side, name } = this.#seat;
    const known = view.participants.find((participant) => participant.participantId === side);
    return known ?? { participantId: side, side, name, present: false, onHold: false };
  }

  // The outbox shows its own faults; a refused event shows by what it does not do.
  #publish(body: BodyKind): void {
    void this.#session.outbox.publish(this.interviewId, body);
  }

  #signal(signal: { case: 'typing'; value: boolean } | { case: 'deliveredSequence'; value: bigint }): void {
    this.#session.connection.send({ case: 'signal', value: { recordingId: this.interviewId, signal } });
  }
}
