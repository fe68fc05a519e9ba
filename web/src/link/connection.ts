// The page's one WebSocket. Opens it, opens it again whenever it is lost, notices when the other side is dead, and hands on
// what arrives. Whoever needs to say something again after a cut listens to `states` for 'open'.
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { ClientFrameSchema, ServerFrameSchema, type ServerFrame } from '../gen/regard/v1/frame_pb';
import type { ServerClock } from './clock';
import { backOffMs, type ConnectionState } from './connection_state';
import { Emitter } from '../base/emitter';
import { Timer, type Timers } from '../base/timer';

export const subprotocol = 'regard.v1';

// How long a cable that was pulled out goes unnoticed while nothing is said, beside the deadline. The server answers a probe
// without touching the disk, and takes 300 messages a second of a connection: this is nothing to it.
export const heartbeatEveryMs = 10_000;
// What is published is answered once it is on disk. Where that takes longer, a probe asks whether the other side is there.
export const answerPatienceMs = 1_500;
// A probe is answered at once: a peer that has said nothing for this long after one is gone. Two packets lost in a row are
// sent again within it; a connection that is given up for nothing comes back in half a second.
export const probeDeadlineMs = 5_000;
// Right after opening, a few probes close together find one with a short round trip.
export const firstProbesEveryMs = 400;
export const firstProbesCount = 4;
// An opening that takes longer is given up and tried again.
export const openingDeadlineMs = 10_000;
// "Policy violation": the server no longer accepts who we are.
const policyViolation = 1008;

type Frame = NonNullable<MessageInitShape<typeof ClientFrameSchema>['frame']>;

// What the connection needs from its surroundings; tests hand in their own.
export interface Surroundings {
  readonly openSocket: () => WebSocket;
  readonly timers: Timers;
  readonly random: () => number;
  readonly wallNowMs: () => number;
  // Asks the server by HTTP: a browser does not tell why a WebSocket was refused. False only when the server says so.
  readonly isSignedIn: () => Promise<boolean>;
  // 'online' and 'offline' are heard here.
  readonly networkEvents: EventTarget;
  // Whom the connection is for. The browser's cookie may have become another's meanwhile: then it is no connection.
  readonly accountId: string;
  // Since when there has been no connection, if an earlier load of the page knew it.
  readonly lostSinceWallMs: number | null;
}

export class Connection {
  readonly frames = new Emitter<ServerFrame>();
  readonly states = new Emitter<ConnectionState>();
  readonly #around: Surroundings;
  readonly #clock: ServerClock;
  readonly #deadline: Timer;
  readonly #nextProbe: Timer;
  // Runs from something published to whatever arrives next.
  readonly #patience: Timer;
  readonly #retry: Timer;
  #state: ConnectionState = { kind: 'connecting' };
  #socket: WebSocket | null = null;
  #attempts = 0;
  #probesLeft = 0;
  #stopped = false;

  constructor(surroundings: Surroundings, clock: ServerClock) {
    this.#around = surroundings;
    this.#clock = clock;
    this.#deadline = new Timer(surroundings.timers);
    this.#nextProbe = new Timer(surroundings.timers);
    this.#patience = new Timer(surroundings.timers);
    this.#retry = new Timer(surroundings.timers);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    this.#around.networkEvents.addEventListener('online', this.#onOnline);
    this.#around.networkEvents.addEventListener('offline', this.#onOffline);
    this.#open();
  }

  // Ends for good; the object is not used again.
  stop(): void {
    this.#stopped = true;
    this.#around.networkEvents.removeEventListener('online', this.#onOnline);
    this.#around.networkEvents.removeEventListener('offline', this.#onOffline);
    this.#abandonSocket();
    this.#retry.cancel();
  }

  // False when the connection is not open: nothing was sent, and the caller says it again at the next 'open'.
  send(frame: Frame): boolean {
    if (this.#state.kind !== 'open' || this.#socket === null) return false;
    this.#socket.send(toBinary(ClientFrameSchema, create(ClientFrameSchema, { frame })));
    if (frame.case === 'publish' && !this.#patience.isRunning) this.#patience.start(answerPatienceMs, () => this.#probe());
    return true;
  }

  #open(): void {
    this.#retry.cancel();
    this.#abandonSocket();
    const socket = this.#around.openSocket();
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    // A socket that was abandoned may still speak; only the present one is heard.
    socket.onmessage = (message) => socket === this.#socket && this.#receive(message);
    socket.onclose = (closing) => socket === this.#socket && this.#lose(closing.code);
    this.#deadline.start(openingDeadlineMs, () => this.#lose(0));
  }

  #receive(message: MessageEvent): void {
    const frame = decode(message.data);
    if (frame === null) return this.#lose(0);
    this.#deadline.cancel();
    this.#patience.cancel();
    if (frame.frame.case === 'welcome' && frame.frame.value.accountId !== this.#around.accountId) return this.#othersCookie();
    if (frame.frame.case === 'welcome') this.#welcomed();
    if (frame.frame.case === 'clockReading') {
      this.#clock.accept(frame.frame.value.clientWallUs, frame.frame.value.serverMonoNs);
    }
    this.frames.emit(frame);
  }

  #welcomed(): void {
    this.#attempts = 0;
    this.#probesLeft = firstProbesCount;
    this.#change({ kind: 'open' });
    this.#probe();
  }

  #othersCookie(): void {
    this.#abandonSocket();
    this.#signedOut();
  }

  // Also the heartbeat: each probe asks for the next.
  #probe(): void {
    if (this.#state.kind !== 'open') return;
    if (!this.#deadline.isRunning) this.#deadline.start(probeDeadlineMs, () => this.#lose(0));
    this.send({ case: 'clockProbe', value: { clientWallUs: this.#clock.pageNowUs() } });
    this.#probesLeft = Math.max(0, this.#probesLeft - 1);
    const delayMs = this.#probesLeft > 0 ? firstProbesEveryMs : heartbeatEveryMs;
    this.#nextProbe.start(delayMs, () => this.#probe());
  }

  // closeCode 0: given up by this side, where nobody answers who could say anything of the sign-in.
  #lose(closeCode: number): void {
    const wasOpen = this.#state.kind === 'open';
    this.#abandonSocket();
    const sinceWallMs = (wasOpen ? null : this.#around.lostSinceWallMs) ?? this.#around.wallNowMs();
    if (this.#state.kind !== 'lost') this.#change({ kind: 'lost', sinceWallMs });
    this.#attempts += 1;
    if (closeCode === 0 || (wasOpen && closeCode !== policyViolation)) return this.#retryLater();
    void this.#around.isSignedIn().then((signedIn) => (signedIn ? this.#retryLater() : this.#signedOut()));
  }

  #retryLater(): void {
    if (this.#stopped || this.#socket !== null) return;
    this.#retry.start(backOffMs(this.#attempts, this.#around.random()), () => this.#open());
  }

  #signedOut(): void {
    if (!this.#stopped && this.#socket === null) this.#change({ kind: 'signed_out' });
  }

  #onOnline = (): void => {
    if (this.#state.kind === 'lost') this.#open();
  };

  // Only a hint (a server on this machine stays reachable): the probe's deadline decides.
  #onOffline = (): void => this.#probe();

  #abandonSocket(): void {
    this.#deadline.cancel();
    this.#nextProbe.cancel();
    this.#patience.cancel();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #change(state: ConnectionState): void {
    this.#state = state;
    this.states.emit(state);
  }
}

function decode(data: unknown): ServerFrame | null {
  if (!(data instanceof ArrayBuffer)) return null;
  try {
    return fromBinary(ServerFrameSchema, new Uint8Array(data));
  } catch {
    return null;
  }
}
