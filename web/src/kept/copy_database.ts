// The browser's database behind the copies. Rejects in the browser's words.
import { settled } from '../base/settled';

const version = 1;
const factTable = 'facts';
const eventTable = 'events';

export class CopyDatabase {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(): Promise<CopyDatabase> {
    const opening = indexedDB.open('regard-kept', version);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(factTable);
      opening.result.createObjectStore(eventTable);
    };
    return new CopyDatabase(await settled(opening));
  }

  fact(name: string): Promise<unknown> {
    return settled(this.#table(factTable, 'readonly').get(name));
  }

  async putFact(name: string, fact: unknown): Promise<void> {
    await settled(this.#table(factTable, 'readwrite').put(fact, name));
  }

  // A row an event, keyed by recording and sequence.
  events(recordingId: string): Promise<Uint8Array[]> {
    return settled(this.#table(eventTable, 'readonly').getAll(rowsOf(recordingId)) as IDBRequest<Uint8Array[]>);
  }

  async putEvents(recordingId: string, firstSequence: number, events: readonly Uint8Array[]): Promise<void> {
    const table = this.#table(eventTable, 'readwrite');
    await Promise.all(events.map((event, index) => settled(table.put(event, [recordingId, firstSequence + index]))));
  }

  async removeEvents(recordingId: string): Promise<void> {
    await settled(this.#table(eventTable, 'readwrite').delete(rowsOf(recordingId)));
  }

  async clear(): Promise<void> {
    await settled(this.#table(factTable, 'readwrite').clear());
    await settled(this.#table(eventTable, 'readwrite').clear());
  }

  #table(name: string, mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(name, mode).objectStore(name);
  }
}

function rowsOf(recordingId: string): IDBKeyRange {
  return IDBKeyRange.bound([recordingId, 0], [recordingId, Infinity]);
}
