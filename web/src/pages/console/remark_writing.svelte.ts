// What is being written about one mark and was not published yet. Kept beside the page, so that a reload in the middle of a
// sentence loses none of it.
import type { Ledger } from './mark_ledger.svelte';

export interface RemarkDraft {
  readonly markId: string;
  readonly text: string;
  // What the mark said when the writing began.
  readonly base: string;
}

// The browser's own for one tab; another in tests.
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const storageKey = 'regard.remark';

export class RemarkWriting {
  readonly #ledger: Ledger;
  readonly #storage: DraftStorage;
  #draft = $state.raw<RemarkDraft | null>(null);
  // The draft that is being published at this moment.
  #leaving: RemarkDraft | null = null;

  constructor(ledger: Ledger, storage: DraftStorage) {
    this.#ledger = ledger;
    this.#storage = storage;
    const stored = storage.getItem(storageKey);
    this.#draft = stored === null ? null : (JSON.parse(stored) as RemarkDraft);
  }

  // Null when nothing is being written.
  get draft(): RemarkDraft | null {
    return this.#draft;
  }

  write(draft: RemarkDraft): void {
    this.#draft = draft;
    this.#storage.setItem(storageKey, JSON.stringify(draft));
  }

  discard(): void {
    this.#draft = null;
    this.#storage.removeItem(storageKey);
  }

  // Publishes what was written. It stays a draft until the browser's database has it, and as long as its mark does not stand.
  // `enteredAtMs` as in the ledger.
  async keep(enteredAtMs: number): Promise<'nothing' | 'corrected' | 'not_stored'> {
    const draft = this.#draft;
    const mark = draft && this.#ledger.findStanding(draft.markId);
    if (!draft || !mark || draft === this.#leaving || this.#ledger.closed) return 'nothing';
    const remark = draft.text.trim();
    const same = remark === mark.remark;
    this.#leaving = draft;
    const stored = same || (await this.#ledger.correct(mark, { remark }, enteredAtMs));
    this.#leaving = null;
    // What was written on meanwhile stays.
    if (stored && this.#draft === draft) this.discard();
    if (same) return 'nothing';
    return stored ? 'corrected' : 'not_stored';
  }
}
