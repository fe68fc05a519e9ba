// The assessor's desk: what is being looked for, where the next mark lands, and the keys that make marks. Knows no element
// of the page.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { ConversationItem } from '../../recordings/conversation';
import { aimAt, aimAtMoment, aimAtNow, heldAfterMs, landingOf, landingOfKey, tenSecondsBack, type Aim, type Landing } from '../../marking/landing';
import type { MarkView } from '../../marking/marking';
import type { Block, RateableItem } from '../../referential/referential_model';
import { ItemSearch, type Found } from '../../referential/search';
import { newUuid } from '../../base/uuid';
import { codeWithoutShift } from './keys';
import type { Ledger } from './mark_ledger.svelte';
import { markOf, provisionalView, type Provisional } from './provisional';

// What has just happened, for the reader who listens and the one who looks.
export type Said =
  | { readonly kind: 'nothing' | 'clock_unknown' | 'nothing_chosen' | 'not_stored' | 'closed' }
  | { readonly kind: 'undone' | 'redone' | 'nothing_to_undo' | 'nothing_to_redo' | 'withdrawn' | 'corrected' }
  | { readonly kind: 'marked'; readonly item: RateableItem; readonly observation: Observation; readonly atMs: number };

export class MarkingDesk {
  readonly block: Block;
  readonly ledger: Ledger;
  readonly #search: ItemSearch;
  // Now, in the interview; null while the trusted clock is not known.
  readonly #nowMs: () => number | null;
  // When the first key of the coming mark was pressed: the assessor had just heard it then.
  #beganMs: number | null = null;
  // Whose key is down.
  #pressed: Provisional | null = null;

  query = $state('');
  choice = $state(0);
  selectedCode = $state('');
  unmarkedOnly = $state(false);
  aim = $state.raw<Aim>(aimAtNow);
  // The conversation's item that was pointed at; empty when none.
  pickedItemId = $state('');
  // The mark that the remark and the commands on one mark are about; empty when none.
  currentMarkId = $state('');
  said = $state.raw<Said>({ kind: 'nothing' });
  // Pressed, and not in the browser's database yet.
  #provisionals = $state.raw<readonly Provisional[]>([]);

  readonly found: readonly Found[] = $derived.by(() => this.#find(this.query));
  // The item that a marking key marks.
  readonly target: RateableItem | undefined = $derived.by(() =>
    this.query.trim() === '' ? this.block.itemByCode.get(this.selectedCode) : this.found[this.choice]?.item,
  );
  readonly marks: readonly MarkView[] = $derived.by(() => {
    const unknown = this.#provisionals.filter(({ markId }) => !this.ledger.find(markId));
    return [...this.ledger.standing, ...unknown.map(provisionalView)];
  });
  readonly currentMark: MarkView | undefined = $derived.by(() => this.marks.find((mark) => mark.markId === this.currentMarkId));
  // Where the next mark lands; null for "now".
  readonly landing: Landing | null = $derived.by(() => (this.aim.kind === 'at' ? this.aim.landing : null));

  constructor(ledger: Ledger, block: Block, nowMs: () => number | null) {
    this.ledger = ledger;
    this.block = block;
    this.#search = new ItemSearch(block);
    this.#nowMs = nowMs;
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

  step(by: 1 | -1): void {
    if (this.query === '') return this.#stepInGrid(by);
    this.choice = Math.min(Math.max(0, this.choice + by), Math.max(0, this.found.length - 1));
  }

  select(code: string): void {
    this.selectedCode = code;
  }

  tenSecondsBack(): void {
    this.aim = tenSecondsBack(this.aim);
    this.pickedItemId = '';
  }

  pick(item: ConversationItem): void {
    const again = this.pickedItemId === item.id;
    this.pickedItemId = again ? '' : item.id;
    this.aim = again ? aimAtNow : aimAt({ fromMs: item.fromMs, untilMs: item.untilMs, messageEventId: item.eventId });
  }

  pickMoment(positionMs: number): void {
    this.pickedItemId = '';
    this.aim = aimAtMoment(positionMs);
  }

  pickMark(mark: MarkView): void {
    this.currentMarkId = mark.markId;
    this.selectedCode = mark.indicatorCode;
  }

  // Back to "the next mark lands now, nothing is looked for".
  neutral(): void {
    this.search('');
    this.aim = aimAtNow;
    this.pickedItemId = '';
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
    const landing = landingOf(aim, this.#beganMs ?? nowMs);
    this.#pressed = { markId: newUuid(), indicatorCode: item.code, observation, landing, aim, pressedMs: nowMs };
    this.#provisionals = [...this.#provisionals, this.#pressed];
    this.currentMarkId = this.#pressed.markId;
    this.selectedCode = item.code;
    this.neutral();
  }

  // The key came up: held for long enough, it marks a span.
  async release(): Promise<void> {
    const pressed = this.#pressed;
    if (!pressed) return;
    this.#pressed = null;
    const releasedMs = this.#nowMs() ?? pressed.pressedMs;
    const held = releasedMs - pressed.pressedMs >= heldAfterMs;
    const landing = held ? landingOfKey(pressed.aim, pressed.pressedMs, releasedMs) : pressed.landing;
    const kept = await this.ledger.make(markOf({ ...pressed, landing }, releasedMs));
    this.#provisionals = this.#provisionals.filter(({ markId }) => markId !== pressed.markId);
    const item = this.block.itemByCode.get(pressed.indicatorCode)!;
    this.#say(kept ? { kind: 'marked', item, observation: pressed.observation, atMs: landing.fromMs } : { kind: 'not_stored' });
  }

  async undo(): Promise<void> {
    const done = this.ledger.undo(this.#nowMs() ?? 0);
    this.#sayDone(done === null ? null : await done, 'undone', 'nothing_to_undo');
  }

  async redo(): Promise<void> {
    const done = this.ledger.redo(this.#nowMs() ?? 0);
    this.#sayDone(done === null ? null : await done, 'redone', 'nothing_to_redo');
  }

  async withdrawCurrent(): Promise<void> {
    if (!this.currentMark) return;
    this.#sayDone(await this.ledger.withdraw(this.currentMark, this.#nowMs() ?? 0), 'withdrawn', 'nothing');
  }

  // Changes nothing where nothing is different.
  async correctCurrent(changes: { readonly observation?: Observation; readonly remark?: string }): Promise<void> {
    const mark = this.currentMark;
    if (!mark) return;
    const same = (changes.observation ?? mark.observation) === mark.observation && (changes.remark ?? mark.remark) === mark.remark;
    if (!same) this.#sayDone(await this.ledger.correct(mark, changes, this.#nowMs() ?? 0), 'corrected', 'nothing');
  }

  #find(query: string): readonly Found[] {
    if (query.trim() === '') return [];
    const found = this.#search.find(query);
    const coded = this.block.itemByTwoKeyCode.get(codeWithoutShift(query) ?? '');
    return coded ? [{ item: coded, highlights: [] }, ...found.filter(({ item }) => item !== coded)] : found;
  }

  #stepInGrid(by: 1 | -1): void {
    const { items } = this.block;
    const place = items.findIndex((item) => item.code === this.selectedCode);
    const next = place === -1 ? 0 : Math.min(Math.max(0, place + by), items.length - 1);
    this.selectedCode = items[next]?.code ?? '';
  }

  #sayDone(done: boolean | null, success: Exclude<Said['kind'], 'marked'>, nothing: Exclude<Said['kind'], 'marked'>): void {
    this.#say({ kind: done === null ? nothing : done ? success : 'not_stored' });
  }

  #say(said: Said): void {
    this.said = said;
  }
}
