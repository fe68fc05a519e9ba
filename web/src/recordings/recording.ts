// One recording as this page has received it: committed events in sequence, resumed from the cursor after a cut.
import { EventSchema, type Event } from '../gen/regard/v1/envelope_pb';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { ErrorCode, type Error as ErrorFrame, type ServerFrame } from '../gen/regard/v1/frame_pb';
import type { Connection } from '../link/connection';
import { unreadableRestMs } from '../link/unreadable';
import { Emitter } from '../base/emitter';
import { browserTimers, Timer, type Timers } from '../base/timer';
import { Company } from './presence';

export type RecordingFault =
  // What arrived does not follow what was there: the page shows no more of it rather than something wrong.
  | { readonly kind: 'broken_sequence'; readonly expected: bigint; readonly received: bigint }
  // The server refuses the recording to this account, or cannot read it now. What arrives later ends it.
  | { readonly kind: 'refused'; readonly error: ErrorFrame };

// What keeps the events of recordings for an outage.
export interface EventKeeper {
  eventsOf(recordingId: string): Promise<readonly Uint8Array[]>;
  keepEvents(recordingId: string, firstSequence: number, events: readonly Uint8Array[]): Promise<void>;
  forgetEvents(recordingId: string): Promise<void>;
}

export class Recording {
  readonly recordingId: string;
  readonly company = new Company();
  // Said after every change to what the getters give.
  readonly changes = new Emitter<void>();
  // The events of each batch, as they are accepted.
  readonly arrivals = new Emitter<readonly Event[]>();
  readonly #connection: Connection;
  readonly #nowMs: () => number;
  readonly #unlisten: (() => void)[];
  readonly #rest: Timer;
  #events: readonly Event[] = [];
  #cursor = 0n;
  #caughtUp = false;
  #fault: RecordingFault | null = null;
  #damaged = false;
  readonly #keeper: EventKeeper | null;
  // While what this browser has kept is being read, nothing is asked of the server.
  #isRestoring = false;
  // The last event that was kept: the server's must be the same, or what was kept is of another journal.
  #unconfirmed: Event | null = null;
  #wasKept = false;
  #isClosed = false;

  // Subscribes at once if the connection is open, and again whenever it opens. Call close() at the end.
  constructor(
    recordingId: string,
    connection: Connection,
    nowMs: () => number,
    { timers = browserTimers, keeper = null }: { readonly timers?: Timers; readonly keeper?: EventKeeper | null } = {},
  ) {
    this.#keeper = keeper;
    this.#rest = new Timer(timers);
    this.recordingId = recordingId;
    this.#connection = connection;
    this.#nowMs = nowMs;
    this.#unlisten = [
      connection.frames.on((frame) => this.#receive(frame)),
      connection.states.on((state) => (state.kind === 'open' ? this.#subscribe() : this.#interrupted())),
    ];
    if (keeper) void this.#restore(keeper);
    else this.#subscribe();
  }

  // Sequence 1, 2, 3... A new array after every batch; the events in it never change.
  get events(): readonly Event[] {
    return this.#events;
  }

  // The sequence of the last event; 0 when there is none.
  get cursor(): bigint {
    return this.#cursor;
  }

  // True while this page has everything that was committed.
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  // True when the server says that what it served does not verify.
  get damaged(): boolean {
    return this.#damaged;
  }

  // True when there is something whole to go on with: what this browser had kept, at least.
  get known(): boolean {
    return this.#caughtUp || this.#wasKept;
  }

  get fault(): RecordingFault | null {
    return this.#fault;
  }

  close(): void {
    this.#isClosed = true;
    for (const end of this.#unlisten) end();
    this.#rest.cancel();
    this.#connection.send({ case: 'unsubscribe', value: { recordingId: this.recordingId } });
  }

  #subscribe(): void {
    this.#rest.cancel();
    if (this.#isRestoring || this.#fault?.kind === 'broken_sequence') return;
    const afterSequence = this.#unconfirmed ? this.#cursor - 1n : this.#cursor;
    this.#connection.send({ case: 'subscribe', value: { recordingId: this.recordingId, afterSequence } });
  }

  async #restore(keeper: EventKeeper): Promise<void> {
    this.#isRestoring = true;
    const kept = unbroken(await keeper.eventsOf(this.recordingId));
    this.#isRestoring = false;
    if (this.#isClosed) return;
    this.#events = kept;
    this.#cursor = BigInt(kept.length);
    this.#unconfirmed = kept.at(-1) ?? null;
    this.#wasKept = kept.length > 0;
    this.#subscribe();
    this.arrivals.emit(kept);
    this.changes.emit();
  }

  // What was kept is not what the server has.
  #startOver(): void {
    this.#unconfirmed = null;
    this.#wasKept = false;
    this.#events = [];
    this.#cursor = 0n;
    void this.#keeper?.forgetEvents(this.recordingId);
    this.#subscribe();
  }

  #interrupted(): void {
    this.#caughtUp = false;
    this.company.forgetPeople();
    this.changes.emit();
  }

  #receive({ frame }: ServerFrame): void {
    if (frame.case === undefined || !('recordingId' in frame.value)) return;
    if (frame.value.recordingId !== this.recordingId) return;
    if (frame.case === 'eventBatch') this.#append(frame.value.events);
    else if (frame.case === 'caughtUp') this.#catchUp(frame.value.damaged);
    else if (frame.case === 'presence') this.company.setPeople(frame.value.people);
    else if (frame.case === 'signal') this.company.accept(frame.value, this.#nowMs());
    // An error that names a client_id answers something that was published: the outbox hears it.
    else if (frame.case === 'error' && frame.value.clientId === '') this.#refuse(frame.value);
    else return;
    this.changes.emit();
  }

  #refuse(error: ErrorFrame): void {
    if (this.#unconfirmed && error.field === 'after_sequence') return this.#startOver();
    this.#fault = { kind: 'refused', error };
    if (error.code === ErrorCode.STORE_UNREADABLE) this.#rest.start(unreadableRestMs, () => this.#subscribe());
    else void this.#keeper?.forgetEvents(this.recordingId);
  }

  #catchUp(damaged: boolean): void {
    if (this.#unconfirmed) return this.#startOver();
    this.#damaged = damaged;
    if (this.#fault?.kind === 'broken_sequence') return;
    this.#fault = null;
    this.#caughtUp = true;
  }

  #append(received: readonly Event[]): void {
    if (this.#fault?.kind === 'broken_sequence') return;
    this.#fault = null;
    if (this.#unconfirmed && received[0]?.eventId !== this.#unconfirmed.eventId) return this.#startOver();
    const batch = this.#unconfirmed ? received.slice(1) : received;
    this.#unconfirmed = null;
    for (const [index, event] of batch.entries()) {
      const expected = this.#cursor + BigInt(index) + 1n;
      if (event.sequence !== expected) {
        this.#caughtUp = false;
        this.#fault = { kind: 'broken_sequence', expected, received: event.sequence };
        return;
      }
    }
    const firstSequence = Number(this.#cursor) + 1;
    this.#events = [...this.#events, ...batch];
    this.#cursor += BigInt(batch.length);
    void this.#keeper?.keepEvents(this.recordingId, firstSequence, batch.map((event) => toBinary(EventSchema, event)));
    this.arrivals.emit(batch);
  }
}

// As far as they follow each other without a gap.
function unbroken(kept: readonly Uint8Array[]): readonly Event[] {
  const events = kept.map((bytes) => fromBinary(EventSchema, bytes));
  const gap = events.findIndex((event, index) => event.sequence !== BigInt(index + 1));
  return gap === -1 ? events : events.slice(0, gap);
}
