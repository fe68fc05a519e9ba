// One recording as this page has received it: committed events in sequence, resumed from the cursor after a cut. Until the
// server has given them all, what an earlier load of the page kept of them is shown; then it is forgotten, whatever it was.
import type { Event } from '../gen/regard/v1/envelope_pb';
import { ErrorCode, type Error as ErrorFrame, type ServerFrame } from '../gen/regard/v1/frame_pb';
import type { Connection } from '../link/connection';
import { unreadableRestMs } from '../link/unreadable';
import { Emitter } from '../base/emitter';
import { browserTimers, Timer, type Timers } from '../base/timer';
import type { Copies } from '../copies/copies';
import { Company } from './presence';

export type EventCopies = Pick<Copies, 'events' | 'keepEvents' | 'dropEventsAfter'>;

export type RecordingFault =
  // What arrived does not follow what was there: the page shows no more of it rather than something wrong.
  | { readonly kind: 'broken_sequence'; readonly expected: bigint; readonly received: bigint }
  // The server refuses the recording to this account, or cannot read it now. What arrives later ends it.
  | { readonly kind: 'refused'; readonly error: ErrorFrame };

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
  readonly #copies: EventCopies | null;
  #events: readonly Event[] = [];
  #kept: readonly Event[] = [];
  // The server has given everything, or refused it, since the page was loaded.
  #answered = false;
  #cursor = 0n;
  #caughtUp = false;
  #readable = false;
  #fault: RecordingFault | null = null;
  #damaged = false;

  // Subscribes at once if the connection is open, and again whenever it opens. Call close() at the end.
  constructor(recordingId: string, connection: Connection, nowMs: () => number, timers: Timers = browserTimers, copies: EventCopies | null = null) {
    this.#rest = new Timer(timers);
    this.recordingId = recordingId;
    this.#connection = connection;
    this.#nowMs = nowMs;
    this.#unlisten = [
      connection.frames.on((frame) => this.#receive(frame)),
      connection.states.on((state) => (state.kind === 'open' ? this.#subscribe() : this.#interrupted())),
    ];
    this.#copies = copies;
    this.#subscribe();
    if (copies) void this.#takeUp(copies);
  }

  // Sequence 1, 2, 3... A new array after every batch; the events in it never change.
  get events(): readonly Event[] {
    return this.#kept.length > this.#events.length ? this.#kept : this.#events;
  }

  // The sequence of the last event that the server gave this page; 0 when there is none.
  get cursor(): bigint {
    return this.#cursor;
  }

  // True while this page has everything that was committed.
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  // True once this page has had everything, or, without a connection, what an earlier load kept: a cut leaves it to read.
  get readable(): boolean {
    return this.#readable;
  }

  // True when the server says that what it served does not verify.
  get damaged(): boolean {
    return this.#damaged;
  }

  get fault(): RecordingFault | null {
    return this.#fault;
  }

  close(): void {
    for (const end of this.#unlisten) end();
    this.#rest.cancel();
    this.#connection.send({ case: 'unsubscribe', value: { recordingId: this.recordingId } });
  }

  async #takeUp(copies: EventCopies): Promise<void> {
    const kept = await copies.events(this.recordingId);
    if (this.#answered) return;
    this.#kept = kept;
    this.#readKept();
    this.changes.emit();
  }

  #readKept(): void {
    this.#readable ||= this.#kept.length > 0 && this.#connection.state.kind !== 'open';
  }

  // The server's word replaces what was kept: another journal's, or what was erased since.
  #forgetKept(): void {
    if (!this.#answered) void this.#copies?.dropEventsAfter(this.recordingId, this.#cursor);
    this.#answered = true;
    this.#kept = [];
  }

  #subscribe(): void {
    this.#rest.cancel();
    if (this.#fault?.kind === 'broken_sequence') return;
    this.#connection.send({ case: 'subscribe', value: { recordingId: this.recordingId, afterSequence: this.#cursor } });
  }

  #interrupted(): void {
    this.#caughtUp = false;
    this.#readKept();
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
    this.#fault = { kind: 'refused', error };
    if (error.code === ErrorCode.STORE_UNREADABLE) this.#rest.start(unreadableRestMs, () => this.#subscribe());
    else this.#forgetKept();
    this.#readable &&= this.events.length > 0;
  }

  #catchUp(damaged: boolean): void {
    this.#damaged = damaged;
    if (this.#fault?.kind === 'broken_sequence') return;
    this.#fault = null;
    this.#caughtUp = true;
    this.#readable = true;
    this.#forgetKept();
  }

  #append(batch: readonly Event[]): void {
    if (this.#fault?.kind === 'broken_sequence') return;
    this.#fault = null;
    for (const [index, event] of batch.entries()) {
      const expected = this.#cursor + BigInt(index) + 1n;
      if (event.sequence !== expected) {
        this.#caughtUp = false;
        this.#fault = { kind: 'broken_sequence', expected, received: event.sequence };
        return;
      }
    }
    this.#events = [...this.#events, ...batch];
    this.#cursor += BigInt(batch.length);
    void this.#copies?.keepEvents(this.recordingId, batch.filter((event) => !this.#isKept(event)));
    this.arrivals.emit(batch);
  }

  #isKept({ sequence, eventId, erased }: Event): boolean {
    const kept = this.#kept[Number(sequence) - 1];
    return kept?.eventId === eventId && kept.erased === erased;
  }
}
