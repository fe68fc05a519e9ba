// Keeps the outbox's items in IndexedDB, one database an account: who signs in next in the same browser opens another.
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { EventBodySchema } from '../gen/regard/v1/envelope_pb';
import type { NewItem, OutboxItem } from './outbox_item';

const version = 1;
const table = 'items';

// As it lies in the database. Append-only like the schema: a browser may keep an item over an update of the pages.
type Row = Omit<OutboxItem, 'body' | 'order'> & { readonly order?: number; readonly body: Uint8Array };

export class OutboxStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  // Rejects when the browser refuses a database (private window, disk full).
  static async open(accountId: string): Promise<OutboxStore> {
    const opening = indexedDB.open(`regard-outbox-${accountId}`, version);
    opening.onupgradeneeded = () => opening.result.createObjectStore(table, { keyPath: 'order', autoIncrement: true });
    return new OutboxStore(await settled(opening));
  }

  // In order.
  async load(): Promise<OutboxItem[]> {
    const rows = await settled(this.#database.transaction(table).objectStore(table).getAll() as IDBRequest<Row[]>);
    return rows.map((row) => ({ ...row, order: row.order!, body: fromBinary(EventBodySchema, row.body) }));
  }

  // Resolves when the item is in the database, with its place in the order.
  async add(item: NewItem): Promise<OutboxItem> {
    const order = await this.#write((rows) => rows.add(toRow(item)));
    return { ...item, order: order as number };
  }

  async update(item: OutboxItem): Promise<void> {
    await this.#write((rows) => rows.put(toRow(item)));
  }

  async remove(item: OutboxItem): Promise<void> {
    await this.#write((rows) => rows.delete(item.order));
  }

  close(): void {
    this.#database.close();
  }

  // Strict durability: the browser answers when the operating system has it on disk.
  #write<T>(change: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = this.#database.transaction(table, 'readwrite', { durability: 'strict' });
    const request = change(transaction.objectStore(table));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser dropped the transaction'));
    });
  }
}

function toRow<T extends NewItem>(item: T): Omit<T, 'body'> & { body: Uint8Array } {
  return { ...item, body: toBinary(EventBodySchema, item.body) };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser gave no database'));
  });
}
