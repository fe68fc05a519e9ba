// What the library's tests share: time stepped by hand, a socket whose other side is the test, and journaled events.
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { EventBodySchema, EventSchema, type Event } from './gen/regard/v1/envelope_pb';
import { ClientFrameSchema, ServerFrameSchema, type ClientFrame } from './gen/regard/v1/frame_pb';
import { ServerClock } from './link/clock';
import { backOffMs } from './link/connection_state';
import { Connection, type Surroundings } from './link/connection';
import type { BodyKind } from './outbox/outbox';
import type { Timers } from './base/timer';

type ServerSays = NonNullable<MessageInitShape<typeof ServerFrameSchema>['frame']>;
export type ClientSaid = ClientFrame['frame'];

export class HandTime {
  nowMs = 0;
  #next = 1;
  #waiting: { timer: number; atMs: number; action: () => void }[] = [];

  readonly timers: Timers = {
    set: (action, delayMs) => {
      this.#waiting.push({ timer: this.#next, atMs: this.nowMs + delayMs, action });
      return this.#next++;
    },
    clear: (timer) => {
      this.#waiting = this.#waiting.filter((waiting) => waiting.timer !== timer);
    },
  };

  // Runs what is due, in order; what is set meanwhile too.
  step(byMs: number): void {
    const untilMs = this.nowMs + byMs;
    for (;;) {
      const due = this.#waiting.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.nowMs = due.atMs;
      this.timers.clear(due.timer);
      due.action();
    }
    this.nowMs = untilMs;
  }
}

// The client's end is the socket that the connection holds; the test plays the server.
export class FakeSocket {
  binaryType = '';
  onmessage: ((message: MessageEvent) => void) | null = null;
  onclose: ((closing: CloseEvent) => void) | null = null;
  closed = false;
  answersProbes = false;
  readonly said: ClientSaid[] = [];

  send(bytes: Uint8Array): void {
    const frame = fromBinary(ClientFrameSchema, bytes).frame;
    this.said.push(frame);
    if (frame.case !== 'clockProbe' || !this.answersProbes) return;
    this.receive({ case: 'clockReading', value: { clientWallUs: frame.value.clientWallUs } });
  }

  close(): void {
    this.closed = true;
  }

  receive(frame: ServerSays): void {
    const bytes = toBinary(ServerFrameSchema, create(ServerFrameSchema, { frame }));
    this.onmessage?.({ data: bytes.slice().buffer } as MessageEvent);
  }

  cut(code: number): void {
    this.onclose?.({ code } as CloseEvent);
  }

  saidOf<K extends ClientSaid['case']>(kind: K): Extract<ClientSaid, { case: K }>[] {
    return this.said.filter((said): said is Extract<ClientSaid, { case: K }> => said.case === kind);
  }
}

export class ConnectionBench {
  readonly time = new HandTime();
  readonly network = new EventTarget();
  readonly sockets: FakeSocket[] = [];
  readonly clock = new ServerClock(() => BigInt(Math.round(this.time.nowMs * 1000)));
  signedIn = true;
  readonly connection: Connection;

  constructor(lostSinceWallMs: number | null = null) {
    const surroundings: Surroundings = {
      openSocket: () => {
        this.sockets.push(new FakeSocket());
        return this.socket as unknown as WebSocket;
      },
      timers: this.time.timers,
      random: () => 0,
      wallNowMs: () => this.time.nowMs,
      isSignedIn: () => Promise.resolve(this.signedIn),
      networkEvents: this.network,
      accountId: 'me',
      lostSinceWallMs,
    };
    this.connection = new Connection(surroundings, this.clock);
  }

  // The latest.
  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  open(): void {
    this.connection.start();
    this.welcome();
  }

  welcome(): void {
    this.socket.receive({ case: 'welcome', value: { accountId: 'me' } });
  }

  // Cuts the connection and lets it come back.
  async cutAndReturn(): Promise<void> {
    this.socket.cut(1012);
    await settle();
    this.time.step(backOffMs(1, 0));
    this.welcome();
  }
}

// Lets every promise that can go on go on, IndexedDB's included.
export async function settle(): Promise<void> {
  const { setImmediate } = globalThis as unknown as { setImmediate: (action: () => void) => void };
  for (let turn = 0; turn < 100; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

export function eventAt(sequence: number, atMs: number, kind: BodyKind, name: Partial<Pick<Event, 'clientId' | 'clientSeq'>> = {}): Event {
  return create(EventSchema, {
    recordingId: 'recording',
    sequence: BigInt(sequence),
    eventId: `event-${sequence}`,
    serverMonoNs: 5_000_000_000n + BigInt(atMs) * 1_000_000n,
    body: create(EventBodySchema, { kind }),
    ...name,
  });
}

// Numbered 1, 2, 3... at the given positions.
export function eventsAt(...happened: readonly (readonly [number, BodyKind])[]): Event[] {
  return happened.map(([atMs, kind], index) => eventAt(index + 1, atMs, kind));
}

// As the server sends it once its content was erased.
export function erased({ body: _body, ...event }: Event): Event {
  return create(EventSchema, { ...event, erased: true });
}
