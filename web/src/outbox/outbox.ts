// What this account has made and the server may not have yet. Nothing is shown as made before it is in the browser's
// database; a reload or a cut loses nothing. All tabs of the account share the database and tell each other of changes.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { EventBodySchema, type Event } from '../gen/regard/v1/envelope_pb';
import type { ServerClock } from '../link/clock';
import { Emitter } from '../base/emitter';
import { inOrder, type OutboxItem } from './outbox_item';
import { OutboxStore } from './outbox_store';
import { failure, success, type Result } from '../base/result';
import { newUuid } from '../base/uuid';

export type BodyKind = NonNullable<MessageInitShape<typeof EventBodySchema>['kind']>;

// What one tab tells the others: look again at the database; `keptItemId` left it because the server has it.
interface Notice {
  readonly keptItemId?: string;
}

export class Outbox {
  readonly changes = new Emitter<void>();
  readonly #store: OutboxStore;
  readonly #clock: ServerClock;
  readonly #otherTabs: BroadcastChannel;
  // Kept items too, until their events arrive: so that a mark never vanishes between the two.
  #items = new Map<string, OutboxItem>();
  // What itemsOf() gives, as long as nothing of the recording has changed.
  readonly #itemsByRecording = new Map<string, readonly OutboxItem[]>();
  #lastWork: Promise<unknown> = Promise.resolve();
  #fault: string | null = null;

  private constructor(accountId: string, store: OutboxStore, clock: ServerClock) {
    this.#store = store;
    this.#clock = clock;
    this.#otherTabs = new BroadcastChannel(`regard-outbox-${accountId}`);
    this.#otherTabs.onmessage = (message: MessageEvent<Notice>) => void this.reload(message.data.keptItemId);
  }

  // Fails, in the browser's words, when it gives no database: then nothing may be marked in it.
  static async open(accountId: string, clock: ServerClock): Promise<Result<Outbox, string>> {
    try {
      const outbox = new Outbox(accountId, await OutboxStore.open(accountId), clock);
      await outbox.reload();
      return outbox.fault === null ? success(outbox) : failure(outbox.fault);
    } catch (error) {
      return failure(String(error));
    }
  }

  // In the order they were made.
  get items(): readonly OutboxItem[] {
    return inOrder(this.#items.values());
  }

  // Why the browser's database did not take the last change, in the browser's words; null while it does.
  get fault(): string | null {
    return this.#fault;
  }

  // The same array until one of them has changed.
  itemsOf(recordingId: string): readonly OutboxItem[] {
    const known = this.#itemsByRecording.get(recordingId);
    if (known) return known;
    const items = this.items.filter((item) => item.recordingId === recordingId);
    this.#itemsByRecording.set(recordingId, items);
    return items;
  }

  // Gives the item once it is in the browser's database; it is sent from there. Fails in the browser's words.
  async publish(recordingId: string, kind: BodyKind): Promise<Result<OutboxItem, string>> {
    const estimate = this.#clock.estimate();
    const item = {
      itemId: newUuid(),
      recordingId,
      body: create(EventBodySchema, { kind }),
      madeAtWallUs: this.#clock.pageNowUs(),
      clockOffsetUs: estimate?.offsetUs ?? 0n,
      clockOffsetErrorUs: estimate?.errorUs ?? 0n,
      status: 'waiting',
      clientId: '',
      clientSeq: 0n,
      refusal: null,
    } as const;
    return this.#change(async () => this.#show(await this.#store.add(item)));
  }

  // Sends a refused item once more, as a new one.
  async retry(itemId: string): Promise<void> {
    const item = this.#items.get(itemId);
    if (item?.status === 'refused') await this.update({ ...item, status: 'waiting', refusal: null });
  }

  // Gives a refused item up.
  async discard(itemId: string): Promise<void> {
    const item = this.#items.get(itemId);
    if (item?.status !== 'refused') return;
    await this.#change(async () => {
      await this.#store.remove(item);
      this.#forget(item);
    });
  }

  // For the sender: the item has a number, or was refused. True when the database has it.
  async update(item: OutboxItem): Promise<boolean> {
    const updated = await this.#change(async () => {
      await this.#store.update(item);
      this.#show(item);
    });
    return updated.ok;
  }

  // For the sender: the server has the item on disk; this browser need not keep it any longer.
  async keep(item: OutboxItem): Promise<void> {
    await this.#change(
      async () => {
        await this.#store.remove(item);
        this.#show({ ...item, status: 'kept' });
      },
      { keptItemId: item.itemId },
    );
  }

  // The journal's own copies have arrived: they are shown from now on.
  settle(events: readonly Event[]): void {
    const arrived = new Set(events.map((event) => `${event.clientId} ${event.clientSeq}`));
    for (const item of this.#items.values()) {
      if (item.status === 'kept' && arrived.has(`${item.clientId} ${item.clientSeq}`)) this.#forget(item);
    }
    this.changes.emit();
  }

  // Reads the database again: another tab may have written to it. `keptItemId` left it because the server has it.
  async reload(keptItemId?: string): Promise<void> {
    const work = this.#inTurn(async () => {
      const stored = await this.#store.load();
      const known = [...this.#items.values()];
      const kept = known.filter((item) => item.status === 'kept' || item.itemId === keptItemId);
      const shown = [...kept.map((item): OutboxItem => ({ ...item, status: 'kept' })), ...stored];
      this.#items = new Map(shown.map((item) => [item.itemId, item]));
      this.#itemsByRecording.clear();
    });
    await work.catch((error: unknown) => (this.#fault = String(error)));
    this.changes.emit();
  }

  async close(): Promise<void> {
    this.#otherTabs.close();
    await this.#lastWork;
    this.#store.close();
  }

  #show(item: OutboxItem): OutboxItem {
    this.#items.set(item.itemId, item);
    this.#itemsByRecording.delete(item.recordingId);
    return item;
  }

  #forget(item: OutboxItem): void {
    this.#items.delete(item.itemId);
    this.#itemsByRecording.delete(item.recordingId);
  }

  // A change to the database and to what is shown, undivided; then everybody is told.
  async #change<T>(work: () => Promise<T>, notice: Notice = {}): Promise<Result<T, string>> {
    try {
      const result = await this.#inTurn(work);
      this.#otherTabs.postMessage(notice);
      this.#fault = null;
      return success(result);
    } catch (error) {
      this.#fault = String(error);
      return failure(this.#fault);
    } finally {
      this.changes.emit();
    }
  }

  // One piece of work after the other: a reading of the database never undoes a change that was shown meanwhile.
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#lastWork.then(work);
    this.#lastWork = result.catch(() => undefined);
    return result;
  }
}
