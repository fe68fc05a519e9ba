// Everything that lives as long as an account is signed in on this page: one connection, one clock, one outbox, the copies
// for an outage, and the recordings that the pages read.
import type { Me } from '../gen/regard/v1/api/account_pb';
import type { StoreStatus } from '../gen/regard/v1/frame_pb';
import type { Copies } from '../copies/copies';
import type { Api } from '../link/api';
import { ServerClock } from '../link/clock';
import { Connection, subprotocol, type Surroundings } from '../link/connection';
import { Emitter } from '../base/emitter';
import { Outbox } from '../outbox/outbox';
import { OutboxSender, type Locks } from '../outbox/outbox_sender';
import { Recording } from '../recordings/recording';
import { failure, success, type Result } from '../base/result';
import { browserTimers } from '../base/timer';
import { newUuid } from '../base/uuid';
import { InterviewWatch } from './interview_watch';
import { KeptLink, takeUpLink } from './kept_link';

export type SessionFailure =
  // Plain http from another machine: the browser gives no locks there, and two tabs could send the same mark.
  | { readonly kind: 'insecure_context' }
  | { readonly kind: 'no_database'; readonly message: string };

interface Shared {
  readonly recording: Recording;
  users: number;
}

export class Session {
  readonly me: Me;
  readonly clock: ServerClock;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly copies: Copies;
  // Said when the server's store can no longer keep what it is given, or can again.
  readonly storeChanges = new Emitter<void>();
  readonly interviews: InterviewWatch;
  readonly #sender: OutboxSender;
  readonly #recordings = new Map<string, Shared>();
  #store: StoreStatus | null = null;

  readonly #keptLink: KeptLink;

  private constructor(me: Me, clock: ServerClock, connection: Connection, outbox: Outbox, copies: Copies) {
    this.me = me;
    this.clock = clock;
    this.connection = connection;
    this.outbox = outbox;
    this.copies = copies;
    this.#keptLink = new KeptLink(copies, clock, connection);
    this.interviews = new InterviewWatch(connection);
    this.#sender = new OutboxSender(outbox, connection, newUuid());
    connection.frames.on(({ frame }) => {
      if (frame.case === 'storeStatus') this.#setStore(frame.value);
      if (frame.case === 'welcome') this.#setStore(frame.value.store ?? null);
    });
  }

  static async start(me: Me, api: Api, copies: Copies): Promise<Result<Session, SessionFailure>> {
    // Absent where the page is not served securely, whatever the types say.
    const locks = navigator.locks as Locks | undefined;
    if (!locks) return failure({ kind: 'insecure_context' });
    const clock = new ServerClock();
    const outbox = await Outbox.open(me.accountId, clock);
    if (!outbox.ok) return failure({ kind: 'no_database', message: outbox.error });
    const lostSinceWallMs = await takeUpLink(copies, clock);
    const surroundings = browserSurroundings(api, me.accountId, lostSinceWallMs);
    const session = new Session(me, clock, new Connection(surroundings, clock), outbox.value, copies);
    void session.#sender.run(locks, `regard-outbox-${me.accountId}`);
    session.connection.start();
    return success(session);
  }

  // Null until the server has said it.
  get store(): StoreStatus | null {
    return this.#store;
  }

  // The recording is subscribed to once however many components ask for it. Each calls release() at its end.
  open(recordingId: string): Recording {
    const shared = this.#recordings.get(recordingId) ?? this.#subscribe(recordingId);
    shared.users += 1;
    return shared.recording;
  }

  release(recordingId: string): void {
    const shared = this.#recordings.get(recordingId);
    if (!shared) return;
    shared.users -= 1;
    if (shared.users > 0) return;
    shared.recording.close();
    this.#recordings.delete(recordingId);
  }

  // Signing out: what the outbox holds stays in the browser's database for this account's next time.
  async end(): Promise<void> {
    for (const { recording } of this.#recordings.values()) recording.close();
    this.#recordings.clear();
    this.#sender.stop();
    this.connection.stop();
    this.#keptLink.stop();
    this.copies.close();
    await this.outbox.close();
  }

  #subscribe(recordingId: string): Shared {
    const recording = new Recording(recordingId, this.connection, () => performance.now(), browserTimers, this.copies);
    recording.arrivals.on((events) => this.outbox.settle(events));
    const shared = { recording, users: 0 };
    this.#recordings.set(recordingId, shared);
    return shared;
  }

  #setStore(store: StoreStatus | null): void {
    this.#store = store;
    this.storeChanges.emit();
  }
}

function browserSurroundings(api: Api, accountId: string, lostSinceWallMs: number | null): Surroundings {
  return {
    accountId,
    lostSinceWallMs,
    openSocket: () => new WebSocket(new URL('/ws', location.href.replace(/^http/, 'ws')), subprotocol),
    timers: browserTimers,
    random: Math.random,
    wallNowMs: Date.now,
    isSignedIn: async () => {
      const answer = await api.me();
      return answer.ok || answer.error.code !== 'not_signed_in';
    },
    networkEvents: window,
  };
}
