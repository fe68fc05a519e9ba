// One replay: the whole interview until a moment is chosen, then what had been said and marked up to the playhead; and how the
// playhead moves. Lives as long as the page; close() at the end.
import { RecordingKind, type Interview } from '../../gen/regard/v1/api/interviews_pb';
import { closingOf, durationMs, foldConversation, sealLiftedBecause } from '../../recordings/conversation';
import { foldMarks, standing } from '../../marking/marking';
import { Playback, type PlaybackState, type Speed } from '../../recordings/playback';
import type { Recording } from '../../recordings/recording';
import type { ReplayPane } from '../../navigation/routes';
import type { Block } from '../../referential/referential_model';
import { sceneAt, turningPoints } from '../../recordings/scenes';
import type { Session } from '../../session/session';
import { watch, type Watched } from '../../base/watch';
import { everyMark, filterMarks, type MarkFilter, type OwnedMark } from './mark_filter';

export interface Marking {
  readonly recording: Recording;
  readonly recordingId: string;
  readonly assessorName: string;
}

interface OpenMarking extends Marking {
  readonly events: Watched<Recording['events']>;
}

export class ReplayDesk {
  readonly conversation: Recording;
  readonly #session: Session;
  #open = $state.raw<readonly OpenMarking[]>([]);
  readonly #playback = new Playback({ nowMs: () => performance.now(), endMs: () => this.endMs });
  readonly #events: Watched<Recording['events']>;
  readonly #readable: Watched<boolean>;
  #frame = 0;
  // The moment to go to once the interview is here; null when there is none, or that was done.
  #startMs: number | null;

  // What is shown beside the conversation.
  pane = $state<ReplayPane>('grid');
  // A new one each time that the search is asked for; null while nothing is looked for.
  search = $state.raw<object | null>(null);
  filter = $state.raw<MarkFilter>(everyMark);
  #now = $state.raw<PlaybackState>(this.#playback.state());

  readonly endMs = $derived.by(() => durationMs(this.#events.current, this.#closedMonoNs));
  readonly sealLiftedBecause = $derived.by(() => sealLiftedBecause(this.#events.current));
  readonly #turningPoints = $derived.by(() => turningPoints(this.#events.current));
  readonly #sceneMs = $derived.by(() => sceneAt(this.#turningPoints, this.#now.positionMs));
  // No moment was chosen.
  readonly showsWhole = $derived.by(() => this.#now.mode === 'whole');
  readonly view = $derived.by(() => (this.showsWhole ? this.whole : foldConversation(this.#events.current, this.#sceneMs, this.#closedMonoNs)));
  readonly closing = $derived.by(() => closingOf(this.#events.current, this.#closedMonoNs));
  readonly whole = $derived.by(() => foldConversation(this.#events.current, this.endMs, this.#closedMonoNs));
  readonly allMarks = $derived.by(() => this.#open.flatMap((marking) => this.#marksOf(marking)));
  readonly marks = $derived.by(() => filterMarks(this.allMarks, this.filter, this.#block));
  readonly #marksMs = $derived.by(() => this.marks.map((mark) => mark.fromMs).sort((a, b) => a - b));
  readonly #markSceneMs = $derived.by(() => sceneAt(this.#marksMs, this.#now.positionMs));
  // Those whose moment has come. At the end all are there, late ones too.
  readonly marksSoFar = $derived.by(() =>
    this.showsWhole || this.#sceneMs >= this.endMs ? this.marks : this.marks.filter((mark) => mark.fromMs <= this.#markSceneMs),
  );
  readonly #block: Block;
  readonly #closedMonoNs: bigint;

  constructor(session: Session, interview: Interview, block: Block, startMs: number | null, pane: ReplayPane) {
    this.#session = session;
    this.#block = block;
    this.#closedMonoNs = interview.closedMonoNs;
    this.#startMs = startMs;
    this.pane = pane;
    const recording = session.open(interview.interviewId);
    this.conversation = recording;
    this.#events = watch(recording.changes, () => recording.events);
    this.#readable = watch(recording.changes, () => recording.readable);
    this.openMarkings(interview);
  }

  get markings(): readonly Marking[] {
    return this.#open;
  }

  // Opens the markings that the interview names and that are not open yet: those that were sealed until now.
  openMarkings(interview: Interview): void {
    const readable = interview.recordings.filter(({ kind }) => kind === RecordingKind.MARKING);
    if (readable.length <= this.#open.length) return;
    this.#open = readable.map(
      ({ recordingId, assessor }) =>
        this.#open.find((marking) => marking.recordingId === recordingId) ?? this.#openMarking(recordingId, assessor?.name ?? ''),
    );
  }

  get state(): PlaybackState {
    return this.#now;
  }

  // True once the whole interview is here, or as much as there is without a connection.
  get ready(): boolean {
    return this.#readable.current;
  }

  // Called when `ready`: goes where the address says.
  begin(): void {
    if (this.#startMs === null) return;
    this.seek(this.#startMs);
    this.#startMs = null;
  }

  // Where an address leads: to a moment, or to the whole interview.
  goTo(startMs: number | null): void {
    if (!this.ready) this.#startMs = startMs;
    else if (startMs === null) this.showWhole();
    else this.seek(startMs);
  }

  showWhole(): void {
    this.#playback.showWhole();
    this.#follow();
  }

  openSearch(): void {
    this.search = {};
  }

  closeSearch(): void {
    this.search = null;
  }

  toggle(): void {
    this.#playback.toggle();
    this.#follow();
  }

  shuttle(key: 'j' | 'k' | 'l'): void {
    this.#playback.shuttle(key);
    this.#follow();
  }

  seek(positionMs: number): void {
    this.#playback.seek(positionMs);
    this.#follow();
  }

  seekBy(differenceMs: number): void {
    this.#playback.seekBy(differenceMs);
    this.#follow();
  }

  jump(to: 'previous' | 'next'): void {
    this.#playback.jump(to, this.marks.map((mark) => mark.fromMs));
    this.#follow();
  }

  setSpeed(speed: Speed): void {
    this.#playback.setSpeed(speed);
    this.#follow();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#session.release(this.conversation.recordingId);
    for (const marking of this.#open) this.#session.release(marking.recordingId);
  }

  // Reads the playhead, and goes on reading it for as long as it moves.
  #follow(): void {
    cancelAnimationFrame(this.#frame);
    this.#now = this.#playback.state();
    if (this.#now.mode === 'playing') this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #openMarking(recordingId: string, assessorName: string): OpenMarking {
    const recording = this.#session.open(recordingId);
    return { recordingId, assessorName, recording, events: watch(recording.changes, () => recording.events) };
  }

  #marksOf({ recordingId, assessorName, events }: OpenMarking): readonly OwnedMark[] {
    const views = foldMarks(events.current, this.#session.outbox.itemsOf(recordingId));
    // One assessor's marks need no name.
    const shownName = this.#open.length > 1 ? assessorName : '';
    return standing(views).map((mark) => ({ ...mark, recordingId, assessorName: shownName }));
  }
}
