// One assessor's marks in one interview, with every change that the assessor can make to them. Lives as long as the
// console that made it; close() at the end.
import type { ReadableRecording } from '../../gen/regard/v1/api/interviews_pb';
import type { Mark } from '../../gen/regard/v1/marking_pb';
import { bodyOf, corrected, Deeds, type Deed } from '../../marking/mark_commands';
import { foldMarks, isMarkingClosed, standing, type MarkView } from '../../marking/marking';
import type { BodyKind } from '../../outbox/outbox';
import type { Recording } from '../../recordings/recording';
import type { Session } from '../../session/session';
import { watch, type Watched } from '../../base/watch';

// What the desk knows of it.
export type Ledger = Pick<MarkLedger, keyof MarkLedger>;

export class MarkLedger {
  readonly recordingId: string;
  readonly recording: Recording;
  readonly #session: Session;
  // As the server said it at the beginning: an erased closing is known by that alone.
  readonly #wasClosed: boolean;
  readonly #events: Watched<Recording['events']>;
  readonly #items: Watched<ReturnType<Session['outbox']['itemsOf']>>;
  #deeds: Deeds | null = null;

  // All marks ever made, in the order they were made.
  readonly views: readonly MarkView[] = $derived.by(() => foldMarks(this.#events.current, this.#items.current));
  readonly standing = $derived.by(() => standing(this.views));
  readonly refused = $derived.by(() => this.views.filter((view) => view.status === 'refused'));
  // No mark can be made or changed any more.
  readonly closed = $derived.by(() => this.#wasClosed || isMarkingClosed(this.#events.current, this.#items.current));

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

  find(markId: string): MarkView | undefined {
    return this.views.find((view) => view.markId === markId);
  }

  // Each of these is true once the change is in the browser's database, from where it is sent.

  make(mark: Mark): Promise<boolean> {
    return this.#do({ kind: 'made', mark }, Number(mark.enteredAtMs));
  }

  correct(view: MarkView, changes: Partial<Pick<Mark, 'observation' | 'remark'>>, enteredAtMs: number): Promise<boolean> {
    const after = corrected(view.mark, changes, enteredAtMs);
    return this.#do({ kind: 'corrected', before: view.mark, after }, enteredAtMs);
  }

  withdraw(view: MarkView, enteredAtMs: number): Promise<boolean> {
    return this.#do({ kind: 'withdrawn', mark: view.mark }, enteredAtMs);
  }

  // Null when there is nothing to undo or redo.
  undo(enteredAtMs: number): Promise<boolean> | null {
    const body = this.#known().undo(enteredAtMs);
    return body && this.#publish(body);
  }

  redo(enteredAtMs: number): Promise<boolean> | null {
    const body = this.#known().redo(enteredAtMs);
    return body && this.#publish(body);
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

  // Made at the first change: by then the marks of before the reload are here, and can be undone too.
  #known(): Deeds {
    this.#deeds ??= Deeds.fromMarks(this.standing);
    return this.#deeds;
  }

  #do(deed: Deed, enteredAtMs: number): Promise<boolean> {
    this.#known().did(deed);
    return this.#publish(bodyOf(deed, enteredAtMs));
  }

  async #publish(body: BodyKind): Promise<boolean> {
    return (await this.#session.outbox.publish(this.recordingId, body)).ok;
  }
}
