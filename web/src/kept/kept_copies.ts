// What this browser keeps of what the server has told, so that an outage takes nothing out of an assessor's hands: answers, the
// events of recordings, the clock. Copies, of one account at a time: what cannot be kept is asked for again, and all of it
// goes when the account signs out or another one signs in.
import { CopyDatabase } from './copy_database';

// As long as a sign-in lasts: afterwards nobody is known to be entitled to it.
export const keptForMs = 12 * 3_600_000;
// An afternoon's interviews with their markings; the least recently opened goes first.
export const recordingsMax = 40;

const accountName = 'account';
const recordingsName = 'recordings';

interface Fact {
  readonly value: unknown;
  readonly keptAtWallMs: number;
}

export class KeptCopies {
  readonly #database: CopyDatabase | null;
  readonly #wallNowMs: () => number;
  // What is still on its way when the account has signed out is kept no more.
  #belongs = false;

  private constructor(database: CopyDatabase | null, wallNowMs: () => number) {
    this.#database = database;
    this.#wallNowMs = wallNowMs;
  }

  // In a browser that gives no database nothing is kept, and nothing found.
  static async open(wallNowMs: () => number = Date.now): Promise<KeptCopies> {
    const database = await CopyDatabase.open().catch(() => null);
    return new KeptCopies(database, wallNowMs);
  }

  // What was kept for another account goes.
  async belongTo(accountId: string): Promise<void> {
    if ((await this.find(accountName)) !== accountId) await this.clear();
    this.#belongs = true;
    await this.keep(accountName, accountId);
  }

  // Undefined when nothing is kept under the name, or for too long.
  async find(name: string): Promise<unknown> {
    const fact = (await this.#try((database) => database.fact(name))) as Fact | undefined;
    const ageMs = fact ? this.#wallNowMs() - fact.keptAtWallMs : NaN;
    return ageMs >= 0 && ageMs <= keptForMs ? fact?.value : undefined;
  }

  async keep(name: string, value: unknown): Promise<void> {
    if (!this.#belongs) return;
    const fact: Fact = { value, keptAtWallMs: this.#wallNowMs() };
    await this.#try((database) => database.putFact(name, fact));
  }

  // In sequence, from 1. A recording that was asked for is the last to go.
  async eventsOf(recordingId: string): Promise<readonly Uint8Array[]> {
    const opened = ((await this.find(recordingsName)) ?? []) as readonly string[];
    const order = [...opened.filter((other) => other !== recordingId), recordingId];
    for (const old of order.slice(0, -recordingsMax)) await this.forgetEvents(old);
    await this.keep(recordingsName, order.slice(-recordingsMax));
    return opened.includes(recordingId) ? ((await this.#try((database) => database.events(recordingId))) ?? []) : [];
  }

  async keepEvents(recordingId: string, firstSequence: number, events: readonly Uint8Array[]): Promise<void> {
    if (!this.#belongs) return;
    await this.#try((database) => database.putEvents(recordingId, firstSequence, events));
  }

  async forgetEvents(recordingId: string): Promise<void> {
    await this.#try((database) => database.removeEvents(recordingId));
  }

  async clear(): Promise<void> {
    this.#belongs = false;
    await this.#try((database) => database.clear());
  }

  async #try<T>(work: (database: CopyDatabase) => Promise<T>): Promise<T | undefined> {
    return this.#database ? work(this.#database).catch(() => undefined) : undefined;
  }
}
