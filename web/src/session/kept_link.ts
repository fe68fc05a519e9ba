// Keeps what the page knows of the trusted clock and of an outage, so that a reload in its midst marks at true times and says
// since when.
import type { Copies } from '../copies/copies';
import type { KeptEstimate, ServerClock } from '../link/clock';
import type { Connection } from '../link/connection';

// Beside every reading, during an outage too. A wall clock that is set moves what is marked after a reload by as much, if that
// happens between here and the reload.
const keepEveryMs = 10_000;

const clockFact = 'clock';
const lostFact = 'lost_since_wall_ms';

type Facts = Pick<Copies, 'fact' | 'keepFact'>;

export class KeptLink {
  readonly #copies: Facts;
  readonly #clock: ServerClock;
  readonly #keeping: ReturnType<typeof setInterval>;

  constructor(copies: Facts, clock: ServerClock, connection: Connection) {
    this.#copies = copies;
    this.#clock = clock;
    this.#keeping = setInterval(() => this.#keepClock(), keepEveryMs);
    connection.frames.on(({ frame }) => frame.case === 'clockReading' && this.#keepClock());
    connection.states.on((state) => {
      if (state.kind === 'open') void copies.keepFact(lostFact, null);
      if (state.kind === 'lost') void copies.keepFact(lostFact, state.sinceWallMs);
    });
  }

  stop(): void {
    clearInterval(this.#keeping);
  }

  #keepClock(): void {
    const kept = this.#clock.keep(Date.now());
    if (kept) void this.#copies.keepFact(clockFact, kept);
  }
}

// The clock goes on from what was kept of it. Gives since when there has been no connection, by the reader's clock; null
// when there was one.
export async function takeUpLink(copies: Facts, clock: ServerClock): Promise<number | null> {
  const kept = (await copies.fact(clockFact)) as KeptEstimate | undefined;
  if (kept) clock.resume(kept, Date.now());
  return ((await copies.fact(lostFact)) as number | null | undefined) ?? null;
}
