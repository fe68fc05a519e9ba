// One assessor's marks in one interview, with every change that the assessor can make to them. Lives as long as the
// console that made it; close() at the end.
import type { ReadableRecording } from '../../gen/regard/v1/api/interviews_pb';
import type { Mark } from '../../gen/regard/v1/marking_pb';
import { Deeds, deedsOf, type Deed } from '../../marking/deeds';
import { bodyOf, corrected } from '../../marking/mark_commands';
import { MarkFold } from '../../marking/mark_fold';
import { isStanding, standing, type MarkView } from '../../marking/marking';
import type { BodyKind } from '../../outbox/outbox';
import type { Recording } from '../../recordings/recording';
import type { Session } from '../../session/session';
import { watch, type Watched } from '../../base/watch';

// What the desk knows of it.
export type Ledger = Pick<MarkLedger, keyof MarkLedger>;

// A deed that was taken back or done again, and whether that is in the browser's database by now.
export interface Revision {
  readonly markId: string;
  readonly stored: Promise<boolean>;
}

export class MarkLedger {
  readonly recordingId: string;
  readonly recording: Recording;
  readonly #session: Session;
  // As the server said it at the beginning: an erased closing is known by that alone.
  readonly #wasClosed: boolean;
  readonly #events: Watched<Recording['events']>;
  readonly #items: Watched<ReturnType<Session['outbox']['itemsOf']>>;
  readonly #fold = new MarkFold();
  #deeds: Deeds | null = null;

  // All marks ever made, in the order they were made.
  readonly views: readonly MarkView[] = $derived.by(() => this.#folded().views);
  readonly standing = $derived.by(() => standing(this.views));
  readonly refused = $derived.by(() => this.views.filter((view) => view.status === 'refused'));
  // No mark can be made or changed any more.
  readonly closed = $derived.by(() => this.#wasClosed || this.#folded().closed);

  constructor(session: Session, { recordingId, markingClosed }: ReadableRecording) {
    this.#session = session;
    this.#wasClosed = markingClosed;
    this.recordingId = recordingId;
    this.recording = session.open(recordingId);
    this.#events = watch(this.recording.changes, () => this.recording.events);
    this.#items = watch(session.outbox.changes, () => session.outbox.itemsOf(recordingId));
  }

  close(): void {
    this.#session.release(this.recordingId);
  }

  // Among all marks ever made.
  find(markId: string): MarkView | undefined {
    return this.#folded().find(markId);
  }

  findStanding(markId: string): MarkView | undefined {
    const view = this.find(markId);
    return view && isStanding(view) ? view : undefined;
  }

  // Each of these is true once the change is in the browser's database, from where it is sent.

  make(mark: Mark): Promise<boolean> {
    this.#did({ markId: mark.markId, before: null, after: mark });
    return this.#publish({ case: 'mark', value: mark });
  }

  correct(view: MarkView, changes: Partial<Pick<Mark, 'observation' | 'remark'>>, enteredAtMs: number): Promise<boolean> {
    return this.#change(view, corrected(view.mark, changes, enteredAtMs), enteredAtMs);
  }

  withdraw(view: MarkView, enteredAtMs: number): Promise<boolean> {
    return this.#change(view, null, enteredAtMs);
  }

  // Null when there is nothing to undo or redo.
  undo(enteredAtMs: number): Revision | null {
    return this.#revise((deeds) => deeds.undo(), enteredAtMs);
  }

  redo(enteredAtMs: number): Revision | null {
    return this.#revise((deeds) => deeds.redo(), enteredAtMs);
  }

  finish(): Promise<boolean> {
    return this.#publish({ case: 'markingClosed', value: {} });
  }

  retry(view: MarkView): Promise<void> {
    return this.#session.outbox.retry(view.refusedItemId);
  }

  discard(view: MarkView): Promise<void> {
    return this.#session.outbox.discard(view.refusedItemId);
  }

  #folded(): MarkFold {
    return this.#fold.fold(this.#events.current, this.#items.current);
  }

  // Those of before the reload too.
  #knownDeeds(): Deeds {
    return this.#deeds ?? Deeds.fromJournal(deedsOf(this.#events.current, this.#items.current));
  }

  #did(deed: Deed): void {
    this.#deeds = this.#knownDeeds();
    this.#deeds.did(deed);
  }

  #change({ markId, mark: before }: MarkView, after: Mark | null, enteredAtMs: number): Promise<boolean> {
    const deed = { markId, before, after };
    this.#did(deed);
    return this.#publish(bodyOf(deed, enteredAtMs));
  }

  #revise(take: (deeds: Deeds) => Deed | null, enteredAtMs: number): Revision | null {
    const deeds = this.#knownDeeds();
    const deed = take(deeds);
    // Nothing is held on to until then: the marks of before the reload may still be on their way here.
    if (!deed) return null;
    this.#deeds = deeds;
    return { markId: deed.markId, stored: this.#publish(bodyOf(deed, enteredAtMs)) };
  }

  async #publish(body: BodyKind): Promise<boolean> {
    return (await this.#session.outbox.publish(this.recordingId, body)).ok;
  }
}
