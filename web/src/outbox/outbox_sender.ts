// Sends an account's outbox: one tab at a time (the one that holds the lock), one event in flight a recording. An event is
// numbered, and the number is in the database, before it leaves: sent again after any interruption, it is stored once.
import { ErrorCode, type Ack, type Error as ErrorFrame, type ServerFrame } from '../gen/regard/v1/frame_pb';
import type { Connection } from '../link/connection';
import type { Unlisten } from '../base/emitter';
import { unreadableRestMs } from '../link/unreadable';
import { browserTimers, Timer, type Timers } from '../base/timer';
import type { Outbox } from './outbox';
import { inOrder, isUnderway, type OutboxItem } from './outbox_item';

export type Locks = Pick<LockManager, 'request'>;

// Errors that say nothing about the event itself: it goes out again on the next connection.
const passingErrors: readonly ErrorCode[] = [ErrorCode.STORE_POISONED, ErrorCode.SHUTTING_DOWN];

// Neither do these, and the server gets over them by itself: it is asked again after a while.
const restingErrors: readonly ErrorCode[] = [ErrorCode.STORE_UNREADABLE, ErrorCode.STORE_FULL];

export class OutboxSender {
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  // Names this page load to the server.
  readonly #clientId: string;
  readonly #inFlight = new Map<string, OutboxItem>();
  // The last number of #clientId that the server has, by recording.
  readonly #lastKept = new Map<string, bigint>();
  readonly #stopWaiting = new AbortController();
  #unlisten: Unlisten[] = [];
  #releaseLock: () => void = () => undefined;
  // True after a passing error, until the connection opens again.
  #held = false;
  readonly #timers: Timers;
  // Recordings that the server could not read, or had no room for.
  readonly #resting = new Map<string, Timer>();

  constructor(outbox: Outbox, connection: Connection, clientId: string, timers: Timers = browserTimers) {
    this.#outbox = outbox;
    this.#connection = connection;
    this.#clientId = clientId;
    this.#timers = timers;
  }

  // Waits for the lock, then sends until stop(). Resolves when it has stopped.
  async run(locks: Locks, lockName: string): Promise<void> {
    try {
      await locks.request(lockName, { signal: this.#stopWaiting.signal }, () => this.#sendUntilStopped());
    } catch (error) {
      // stop() before the lock was ours.
      if (!this.#stopWaiting.signal.aborted) throw error;
    }
  }

  stop(): void {
    this.#stopWaiting.abort();
    for (const end of this.#unlisten) end();
    this.#endRests();
    this.#releaseLock();
  }

  async #sendUntilStopped(): Promise<void> {
    const released = new Promise<void>((resolve) => (this.#releaseLock = resolve));
    if (this.#stopWaiting.signal.aborted) return;
    this.#unlisten = [
      this.#outbox.changes.on(() => this.#sendNext()),
      this.#connection.frames.on((frame) => this.#receive(frame)),
      this.#connection.states.on(() => this.#startAgain()),
    ];
    // What the tab before us has numbered or sent.
    await this.#outbox.reload();
    await released;
  }

  #startAgain(): void {
    this.#inFlight.clear();
    this.#endRests();
    this.#held = false;
    this.#sendNext();
  }

  #sendNext(): void {
    if (this.#held || this.#connection.state.kind !== 'open') return;
    const underway = this.#outbox.items.filter(isUnderway);
    for (const recordingId of new Set(underway.map((item) => item.recordingId))) {
      if (this.#inFlight.has(recordingId) || this.#resting.has(recordingId)) continue;
      void this.#send(nextOf(underway.filter((item) => item.recordingId === recordingId)));
    }
  }

  async #send(item: OutboxItem): Promise<void> {
    const numbered: OutboxItem = { ...item, ...this.#nameOf(item), status: 'sent' };
    this.#inFlight.set(item.recordingId, numbered);
    // Without its number in the database it must not leave: tried again on the next connection.
    if (!(await this.#outbox.update(numbered))) return this.#hold(numbered);
    this.#connection.send({
      case: 'publish',
      value: {
        recordingId: numbered.recordingId,
        clientId: numbered.clientId,
        clientSeq: numbered.clientSeq,
        clientTime: {
          clientWallUs: numbered.madeAtWallUs,
          clockOffsetUs: numbered.clockOffsetUs,
          clockOffsetErrorUs: numbered.clockOffsetErrorUs,
        },
        body: numbered.body,
      },
    });
  }

  #nameOf(item: OutboxItem): Pick<OutboxItem, 'clientId' | 'clientSeq'> {
    if (item.clientId !== '') return item;
    return { clientId: this.#clientId, clientSeq: (this.#lastKept.get(item.recordingId) ?? 0n) + 1n };
  }

  #receive({ frame }: ServerFrame): void {
    if (frame.case === 'ack') void this.#acknowledged(frame.value);
    if (frame.case === 'error') void this.#refused(frame.value);
  }

  async #acknowledged(ack: Ack): Promise<void> {
    const item = this.#inFlight.get(ack.recordingId);
    if (item?.clientId !== ack.clientId || item.clientSeq > ack.clientSeq) return;
    if (ack.clientId === this.#clientId) this.#lastKept.set(ack.recordingId, ack.clientSeq);
    await this.#outbox.keep(item);
    this.#landed(item);
  }

  async #refused(error: ErrorFrame): Promise<void> {
    const item = this.#inFlight.get(error.recordingId);
    if (item?.clientId !== error.clientId || item.clientSeq !== error.clientSeq) return;
    if (passingErrors.includes(error.code)) return this.#hold(item);
    if (restingErrors.includes(error.code)) return this.#rest(item);
    await this.#outbox.update(afterRefusal(item, error));
    this.#landed(item);
  }

  #rest(item: OutboxItem): void {
    const timer = new Timer(this.#timers);
    this.#resting.set(item.recordingId, timer);
    timer.start(unreadableRestMs, () => {
      this.#resting.delete(item.recordingId);
      this.#sendNext();
    });
    this.#landed(item);
  }

  #endRests(): void {
    for (const timer of this.#resting.values()) timer.cancel();
    this.#resting.clear();
  }

  #hold(item: OutboxItem): void {
    this.#held = true;
    this.#landed(item);
  }

  // The item is no longer in flight, unless a new connection has sent it again meanwhile.
  #landed(item: OutboxItem): void {
    if (this.#inFlight.get(item.recordingId) === item) this.#inFlight.delete(item.recordingId);
    this.#sendNext();
  }
}

// What was numbered before goes first: its number comes before any that is still to be given.
function nextOf(items: readonly OutboxItem[]): OutboxItem {
  const ordered = inOrder(items);
  return ordered.find((item) => item.clientId !== '') ?? ordered[0]!;
}

function afterRefusal(item: OutboxItem, error: ErrorFrame): OutboxItem {
  // The server has fewer of our events than we believed, so it cannot have this one: it takes the number that is next.
  if (error.code === ErrorCode.OUT_OF_ORDER && error.expectedClientSeq > 0n && error.expectedClientSeq < item.clientSeq) {
    return { ...item, clientSeq: error.expectedClientSeq };
  }
  // A refused event uses up no number: the next item takes it.
  const refusal = { code: error.code, message: error.message, field: error.field };
  return { ...item, status: 'refused', clientId: '', clientSeq: 0n, refusal };
}
