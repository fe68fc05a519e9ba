// The assessor's desk: what is being looked for, where the next mark lands, and the keys that make marks. Knows no element
// of the page.
import { Observation } from '../../gen/regard/v1/marking_pb';
import { goesOn, type ConversationItem } from '../../recordings/conversation';
import { aimAt, aimAtMoment, aimAtNow, landingOf, tenSecondsBack, type Aim, type Landing } from '../../marking/landing';
import type { MarkView } from '../../marking/marking';
import type { Block, RateableItem } from '../../referential/referential_model';
import { ItemSearch, type Found } from '../../referential/search';
import { browserTimers, type Timers } from '../../base/timer';
import { newUuid } from '../../base/uuid';
import { nextCompetence, nextItem, type Direction } from './grid_walk';
import { codeWithoutShift } from './keys';
import type { Ledger, Revision } from './mark_ledger.svelte';
import { markOf } from './provisional';
import { ProvisionalMarks } from './provisional_marks.svelte';
import { RemarkWriting, type DraftStorage, type RemarkDraft } from './remark_writing.svelte';
import type { Said, SaidPlainly } from './said';

export interface DeskSurroundings {
  readonly timers: Timers;
  readonly drafts: DraftStorage;
}

export class MarkingDesk {
  readonly block: Block;
  readonly ledger: Ledger;
  readonly #search: ItemSearch;
  // Now, in the interview; null while the trusted clock is not known.
  readonly #nowMs: () => number | null;
  // When the first key of the coming mark was pressed: the assessor had just heard it then.
  #beganMs: number | null = null;
  readonly #provisional: ProvisionalMarks;
  // Settles when the last mark whose key came up is in the browser's database, or was not taken by it.
  #stored: Promise<void> = Promise.resolve();
  readonly #writing: RemarkWriting;

  query = $state('');
  choice = $state(0);
  selectedCode = $state('');
  // Whether the selected item was chosen since the last mark was made: Enter marks a choice once.
  #chosen = false;
  // Only the items without a mark are shown in the grid.
  unmarkedOnly = $state(false);
  aim = $state.raw<Aim>(aimAtNow);
  // The conversation's item that was pointed at; empty when none.
  pickedItemId = $state('');
  // The mark that the remark and the commands on one mark are about; empty when none.
  #currentMarkId = $state('');
  said = $state.raw<Said>({ kind: 'nothing' });

  readonly found: readonly Found[] = $derived.by(() => this.#find(this.query));
  // The item that a marking key marks.
  readonly target: RateableItem | undefined = $derived.by(() =>
    this.query.trim() === '' ? this.block.itemByCode.get(this.selectedCode) : this.found[this.choice]?.item,
  );
  readonly marks: readonly MarkView[] = $derived.by(() => {
    const unknown = this.#provisional.views.filter(({ markId }) => !this.ledger.find(markId));
    return unknown.length === 0 ? this.ledger.standing : [...this.ledger.standing, ...unknown];
  });
  readonly currentMark: MarkView | undefined = $derived.by(
    () =>
      this.ledger.findStanding(this.#currentMarkId) ??
      this.#provisional.views.find(({ markId }) => markId === this.#currentMarkId && !this.ledger.find(markId)),
  );
  // What is being written about the current mark; null when its remark is what it says.
  readonly draft: RemarkDraft | null = $derived.by(() => {
    const { draft } = this.#writing;
    return draft?.markId === this.#currentMarkId ? draft : null;
  });
  // Where the next mark lands; null for "now".
  readonly landing: Landing | null = $derived.by(() => (this.aim.kind === 'at' ? this.aim.landing : null));

  constructor(
    ledger: Ledger,
    block: Block,
    nowMs: () => number | null,
    { timers, drafts }: DeskSurroundings = { timers: browserTimers, drafts: sessionStorage },
  ) {
    this.ledger = ledger;
    this.block = block;
    this.#search = new ItemSearch(block);
    this.#nowMs = nowMs;
    this.#provisional = new ProvisionalMarks(nowMs, timers);
    this.#writing = new RemarkWriting(ledger, drafts);
    // Where the writing was when the page went.
    this.#currentMarkId = this.#writing.draft?.markId ?? '';
  }

  // At the end: a key that is down and a remark that was begun count as far as they came.
  close(): void {
    void this.release();
    void this.keepRemark();
    this.ledger.close();
  }

  // The finder's text; its first key fixes the moment.
  search(query: string): void {
    if (query === '') this.#beganMs = null;
    else this.#begin();
    this.query = query;
    this.choice = 0;
  }

  #begin(): void {
    this.#beganMs ??= this.#nowMs();
    // What was said before is about an earlier mark.
    this.#say({ kind: 'nothing' });
  }

  step(by: Direction): void {
    if (this.query === '') return this.#go('at_item', nextItem(this.block, this.selectedCode, by, this.#shown()));
    this.choice = Math.min(Math.max(0, this.choice + by), Math.max(0, this.found.length - 1));
  }

  stepCompetence(by: Direction): void {
    if (this.query !== '') this.search('');
    this.#go('at_competence', nextCompetence(this.block, this.selectedCode, by, this.#shown()));
  }

  toggleUnmarkedOnly(): void {
    this.unmarkedOnly = !this.unmarkedOnly;
    this.#say({ kind: this.unmarkedOnly ? 'unmarked_only' : 'all_items' });
  }

  select(code: string): void {
    this.selectedCode = code;
    this.#chosen = true;
  }

  tenSecondsBack(): void {
    this.aim = tenSecondsBack(this.aim);
    this.pickedItemId = '';
  }

  pick(item: ConversationItem): void {
    const again = this.pickedItemId === item.id;
    this.pickedItemId = again ? '' : item.id;
    const untilMs = goesOn(item) ? Math.max(item.fromMs, Math.round(this.#nowMs() ?? item.untilMs)) : item.untilMs;
    this.aim = again ? aimAtNow : aimAt({ fromMs: item.fromMs, untilMs, messageEventId: item.eventId });
  }

  pickMoment(positionMs: number): void {
    this.pickedItemId = '';
    this.aim = aimAtMoment(positionMs);
  }

  // To read it again or to change it: nobody points at a mark to make another.
  pickMark(mark: MarkView): void {
    this.#turnTo(mark.markId);
    this.selectedCode = mark.indicatorCode;
    this.#chosen = false;
  }

  // Back to "the next mark lands now, nothing is looked for".
  neutral(): void {
    this.search('');
    this.aim = aimAtNow;
    this.pickedItemId = '';
    this.#chosen = false;
  }

  // Enter. Unlike a sign's own key it is pressed for other reasons too: it marks only what was looked for or chosen.
  confirm(): void {
    const { target } = this;
    if (target && this.query.trim() === '' && !this.#chosen) this.#say({ kind: 'not_chosen_anew', item: target });
    else this.press(Observation.OBSERVED);
  }

  // A marking key went down: the mark is seen at once, and published by release(). The desk is neutral again: quick fingers
  // type the next search before this key is up.
  press(observation: Observation, item: RateableItem | undefined = this.target): void {
    void this.release();
    const nowMs = this.#nowMs();
    if (this.ledger.closed) return this.#say({ kind: 'closed' });
    if (!item) return this.#say({ kind: 'nothing_chosen' });
    if (nowMs === null) return this.#say({ kind: 'clock_unknown' });
    const { aim } = this;
    const beganMs = this.#beganMs ?? nowMs;
    const landing = landingOf(aim, beganMs);
    const markId = newUuid();
    const pressed = { markId, indicatorCode: item.code, observation, landing, aim, beganMs, pressedMs: nowMs };
    this.#turnTo(markId);
    this.#provisional.press(pressed, () => this.#say({ kind: 'holding', fromMs: landing.fromMs }));
    this.selectedCode = item.code;
    this.neutral();
  }

  // The key came up: held for long enough, it marks a span. Settles when everything pressed so far is stored.
  release(): Promise<void> {
    const pressed = this.#provisional.letGo();
    if (pressed) this.#stored = this.#store(markOf(pressed, this.#nowMs() ?? pressed.pressedMs), pressed.landing);
    return this.#stored;
  }

  // Whether the mark is becoming longer while its key is held.
  isGrowing({ markId }: MarkView): boolean {
    return this.#provisional.growingId === markId;
  }

  async undo(): Promise<void> {
    await this.#settled();
    await this.#revised(this.ledger.undo(this.#nowMs() ?? 0), 'undone', 'nothing_to_undo');
  }

  async redo(): Promise<void> {
    await this.#settled();
    await this.#revised(this.ledger.redo(this.#nowMs() ?? 0), 'redone', 'nothing_to_redo');
  }

  async withdrawCurrent(): Promise<void> {
    await this.#settled();
    if (this.currentMark) this.#sayDone(await this.ledger.withdraw(this.currentMark, this.#nowMs() ?? 0), 'withdrawn');
  }

  // Changes nothing where nothing is different.
  async correctCurrent(observation: Observation): Promise<void> {
    await this.#settled();
    const mark = this.currentMark;
    if (!mark || mark.observation === observation) return;
    this.#sayDone(await this.ledger.correct(mark, { observation }, this.#nowMs() ?? 0), 'corrected');
  }

  writeRemark(text: string): void {
    const mark = this.currentMark;
    if (mark) this.#writing.write({ markId: mark.markId, text, base: this.draft?.base ?? mark.remark });
  }

  discardRemark(): void {
    this.#writing.discard();
  }

  // The field was left, or the mark: what was written is published.
  async keepRemark(): Promise<void> {
    if (!this.#writing.draft) return;
    const since = this.said;
    // The mark goes before its remark.
    await this.release();
    const outcome = await this.#writing.keep(this.#nowMs() ?? 0);
    if (outcome !== 'nothing') this.#sayLate({ kind: outcome }, since);
  }

  // What was pressed and written so far comes before what is done now.
  async #settled(): Promise<void> {
    await this.release();
    await this.keepRemark();
  }

  async #store(mark: Parameters<Ledger['make']>[0], landing: Landing): Promise<void> {
    const since = this.said;
    const kept = await this.ledger.make(mark);
    this.#provisional.drop(mark.markId);
    const item = this.block.itemByCode.get(mark.indicatorCode)!;
    this.#sayLate(kept ? { kind: 'marked', item, observation: mark.observation, landing } : { kind: 'not_stored' }, since);
  }

  // What was written about another mark is not left behind.
  #turnTo(markId: string): void {
    if (markId !== this.#currentMarkId) void this.keepRemark();
    this.#currentMarkId = markId;
  }

  #find(query: string): readonly Found[] {
    if (query.trim() === '') return [];
    const found = this.#search.find(query);
    const coded = this.block.itemByTwoKeyCode.get(codeWithoutShift(query) ?? '');
    return coded ? [{ item: coded, highlights: [] }, ...found.filter(({ item }) => item !== coded)] : found;
  }

  #go(kind: 'at_item' | 'at_competence', item: RateableItem | undefined): void {
    if (!item) return;
    this.select(item.code);
    this.#say({ kind, item });
  }

  // Which items the grid shows at the moment.
  #shown(): (item: RateableItem) => boolean {
    if (!this.unmarkedOnly) return () => true;
    const marked = new Set(this.marks.map((mark) => mark.indicatorCode));
    return ({ code }) => !marked.has(code);
  }

  // The mark that was changed is the one to look at.
  async #revised(revision: Revision | null, success: SaidPlainly, nothing: SaidPlainly): Promise<void> {
    if (!revision) return this.#say({ kind: nothing });
    this.#turnTo(revision.markId);
    this.#sayDone(await revision.stored, success);
  }

  #sayDone(done: boolean, success: SaidPlainly): void {
    this.#say({ kind: done ? success : 'not_stored' });
  }

  // Of what took its time: something that was said meanwhile is newer, and stays.
  #sayLate(said: Said, since: Said): void {
    const newer = this.said !== since && this.said.kind !== 'nothing';
    if (!newer || said.kind === 'not_stored') this.#say(said);
  }

  #say(said: Said): void {
    this.said = said;
  }
}
