// Who is connected to a recording, what they are typing and how far their page has come. Never journaled: it is true now.
import type { PresentPerson, Signal } from '../gen/regard/v1/frame_pb';

// A typist who closes the page sends no "stopped": after this long without a word the sign goes out.
export const typingLastsMs = 6_000;

export class Company {
  #people: readonly PresentPerson[] = [];
  readonly #typingSinceMs = new Map<string, number>();
  readonly #delivered = new Map<string, bigint>();

  get people(): readonly PresentPerson[] {
    return this.#people;
  }

  // Replaces what was known: a Presence is whole.
  setPeople(people: readonly PresentPerson[]): void {
    this.#people = people;
    const present = new Set(people.map((person) => person.accountId));
    for (const accountId of this.#typingSinceMs.keys()) if (!present.has(accountId)) this.#typingSinceMs.delete(accountId);
  }

  accept(signal: Signal, nowMs: number): void {
    const said = signal.signal;
    if (said.case === 'typing' && said.value) this.#typingSinceMs.set(signal.accountId, nowMs);
    if (said.case === 'typing' && !said.value) this.#typingSinceMs.delete(signal.accountId);
    if (said.case === 'deliveredSequence' && said.value > this.deliveredTo(signal.accountId)) {
      this.#delivered.set(signal.accountId, said.value);
    }
  }

  isTyping(accountId: string, nowMs: number): boolean {
    const sinceMs = this.#typingSinceMs.get(accountId);
    return sinceMs !== undefined && nowMs - sinceMs < typingLastsMs;
  }

  // The last sequence that the account's page has shown; 0 when it has said nothing.
  deliveredTo(accountId: string): bigint {
    return this.#delivered.get(accountId) ?? 0n;
  }

  // The connection was lost: nothing is known of the others until it is back. What was delivered stays delivered.
  forgetPeople(): void {
    this.#people = [];
    this.#typingSinceMs.clear();
  }
}
