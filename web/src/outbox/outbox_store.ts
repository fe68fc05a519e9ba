// Keeps the outbox's items in IndexedDB, one database an account: who signs in next in the same browser opens another.
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { EventBodySchema } from '../gen/regard/v1/envelope_pb';
import { completed, openDatabase, settled } from '../base/indexed_db';
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
    return new OutboxStore(
      await openDatabase(`regard-outbox-${accountId}`, version, (database) => {
        database.createObjectStore(table, { keyPath: 'order', autoIncrement: true });
      }),
    );
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
  async #write<T>(change: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = this.#database.transaction(table, 'readwrite', { durability: 'strict' });
    const request = change(transaction.objectStore(table));
    await completed(transaction);
    return request.result;
  }
}

function toRow<T extends NewItem>(item: T): Omit<T, 'body'> & { body: Uint8Array } {
  return { ...item, body: toBinary(EventBodySchema, item.body) };
}
