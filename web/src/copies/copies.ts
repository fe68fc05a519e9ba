// What the server gave an account, kept in this browser so that an outage and a reload leave the pages as they were. It is
// shown only until the server answers; then the server's word replaces it. One database an account, removed at sign-out.
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { EventSchema, type Event } from '../gen/regard/v1/envelope_pb';
import { Emitter } from '../base/emitter';
import { completed, openDatabase, settled } from '../base/indexed_db';

const version = 1;
const prefix = 'regard-copies-';
// 'answers': by address. 'events': by recording and sequence. 'recordings': when each was last opened here. 'facts': by name.
const tables = ['answers', 'events', 'recordings', 'facts'] as const;
type Table = (typeof tables)[number];

// A day's work of one assessor, several times over; what was used longest ago goes first.
export const answersMax = 64;
export const recordingsMax = 32;

interface AnswerRow {
  readonly path: string;
  readonly text: string;
  readonly keptAtWallMs: number;
}

interface EventRow {
  readonly recordingId: string;
  readonly sequence: number;
  readonly event: Uint8Array;
}

interface RecordingRow {
  readonly recordingId: string;
  readonly openedAtWallMs: number;
}

export class Copies {
  // Said when `fault` changes.
  readonly changes = new Emitter<void>();
  #database: IDBDatabase | null;
  #fault: string | null = null;

  private constructor(database: IDBDatabase | null, fault: string | null) {
    this.#database = database;
    this.#fault = fault;
    // Another tab signs out, or newer pages bring a newer database.
    database?.addEventListener('versionchange', () => this.close());
  }

  // Removes what was kept for any other account. Where the browser gives no database, or does not say which it has, nothing is
  // kept, and `fault` says why.
  static async open(accountId: string): Promise<Copies> {
    try {
      await removeExcept(accountId);
      return new Copies(await openDatabase(prefix + accountId, version, build), null);
    } catch (error) {
      return new Copies(null, String(error));
    }
  }

  // Why nothing more is kept, in the browser's words; null while all is well.
  get fault(): string | null {
    return this.#fault;
  }

  // The text of the last good answer from this address; null when none is kept.
  async answer(path: string): Promise<string | null> {
    const row = await this.#read<AnswerRow | undefined>('answers', (rows) => rows.get(path));
    return row?.text ?? null;
  }

  keepAnswer(path: string, text: string): Promise<void> {
    const row: AnswerRow = { path, text, keptAtWallMs: Date.now() };
    return this.#write(['answers'], async ({ answers }) => {
      answers.put(row);
      for (const { path: old } of beyond(answersMax, (await settled(answers.getAll())) as AnswerRow[], (kept) => kept.keptAtWallMs)) answers.delete(old);
    });
  }

  dropAnswer(path: string): Promise<void> {
    return this.#write(['answers'], ({ answers }) => void answers.delete(path));
  }

  // The recording's events, in sequence without a gap from 1 on.
  async events(recordingId: string): Promise<readonly Event[]> {
    await this.#noteOpened(recordingId);
    const rows = (await this.#read<EventRow[]>('events', (events) => events.getAll(rangeOf(recordingId)))) ?? [];
    return rows.filter((row, index) => row.sequence === index + 1).map(({ event }) => fromBinary(EventSchema, event));
  }

  keepEvents(recordingId: string, events: readonly Event[]): Promise<void> {
    const rows = events.map((event): EventRow => ({ recordingId, sequence: Number(event.sequence), event: toBinary(EventSchema, event) }));
    return this.#write(['events'], ({ events: table }) => rows.forEach((row) => table.put(row)));
  }

  // What is behind this sequence: nothing of the recording is left after 0.
  dropEventsAfter(recordingId: string, sequence: bigint): Promise<void> {
    return this.#write(['events'], ({ events }) => void events.delete(rangeOf(recordingId, Number(sequence) + 1)));
  }

  // A small value under a name of the caller's.
  async fact(name: string): Promise<unknown> {
    return this.#read('facts', (facts) => facts.get(name));
  }

  keepFact(name: string, value: unknown): Promise<void> {
    return this.#write(['facts'], ({ facts }) => void facts.put(value, name));
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  #noteOpened(recordingId: string): Promise<void> {
    const row: RecordingRow = { recordingId, openedAtWallMs: Date.now() };
    return this.#write(['recordings', 'events'], async ({ recordings, events }) => {
      recordings.put(row);
      for (const old of beyond(recordingsMax, (await settled(recordings.getAll())) as RecordingRow[], (kept) => kept.openedAtWallMs)) {
        recordings.delete(old.recordingId);
        events.delete(rangeOf(old.recordingId));
      }
    });
  }

  async #read<T>(table: Table, ask: (rows: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    if (!this.#database) return undefined;
    try {
      return (await settled(ask(this.#database.transaction(table).objectStore(table)))) as T;
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  // Relaxed durability: what a power cut takes away is asked for again.
  async #write<T extends Table>(names: readonly T[], change: (rows: Record<T, IDBObjectStore>) => void | Promise<void>): Promise<void> {
    if (!this.#database) return;
    try {
      const transaction = this.#database.transaction(names, 'readwrite', { durability: 'relaxed' });
      const done = completed(transaction);
      await Promise.all([done, change(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])) as Record<T, IDBObjectStore>)]);
    } catch (error) {
      this.#fail(error);
    }
  }

  // The pages go on without copies, and say so during an outage. A database that was closed meanwhile is no fault.
  #fail(error: unknown): void {
    if (!this.#database) return;
    this.close();
    this.#fault = String(error);
    this.changes.emit();
  }
}

// Removes what was kept for every account but this one; '' for none. A tab that still has it open closes it.
export async function removeCopiesExcept(accountId: string): Promise<void> {
  // Whose databases cannot be listed has kept none: see open().
  await removeExcept(accountId).catch(() => undefined);
}

async function removeExcept(accountId: string): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith(prefix) && name !== prefix + accountId) indexedDB.deleteDatabase(name);
  }
}

function build(database: IDBDatabase): void {
  database.createObjectStore('answers', { keyPath: 'path' });
  database.createObjectStore('events', { keyPath: ['recordingId', 'sequence'] });
  database.createObjectStore('recordings', { keyPath: 'recordingId' });
  database.createObjectStore('facts');
}

function rangeOf(recordingId: string, fromSequence = 0): IDBKeyRange {
  return IDBKeyRange.bound([recordingId, fromSequence], [recordingId, Infinity]);
}

// The oldest ones, as many as there are too many.
function beyond<T>(max: number, rows: readonly T[], ageOf: (row: T) => number): readonly T[] {
  return rows.length <= max ? [] : [...rows].sort((a, b) => ageOf(a) - ageOf(b)).slice(0, rows.length - max);
}
