// How high the rows of a long list are, as far as they have been seen: those that were not are taken to be as high as the
// others are on average. Says which rows a view of the list shows, and what lies before and behind them.

// Rows from `first` up to, and without, `end`.
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

// Until a row has been measured.
const guessedPx = 64;

export class RowHeights {
  readonly #seenPx = new Map<string, number>();
  #sumPx = 0;

  // With the gap to the next row. True when this was not known.
  note(id: string, heightPx: number): boolean {
    const knownPx = this.#seenPx.get(id);
    if (knownPx === heightPx) return false;
    this.#sumPx += heightPx - (knownPx ?? 0);
    this.#seenPx.set(id, heightPx);
    return true;
  }

  // Of another width everything is of another height.
  forget(): void {
    this.#seenPx.clear();
    this.#sumPx = 0;
  }

  of(id: string): number {
    return this.#seenPx.get(id) ?? (this.#seenPx.size === 0 ? guessedPx : this.#sumPx / this.#seenPx.size);
  }

  // What rows `first` to `end` take together.
  between(ids: readonly string[], first: number, end: number): number {
    let sumPx = 0;
    for (let at = first; at < end; at++) sumPx += this.of(ids[at]!);
    return sumPx;
  }

  // The rows that lie, even in part, between two places of the list, from its beginning.
  within(ids: readonly string[], fromPx: number, untilPx: number): RowRange {
    let [first, topPx] = [0, 0];
    while (first < ids.length && topPx + this.of(ids[first]!) <= fromPx) topPx += this.of(ids[first++]!);
    let [end, bottomPx] = [first, topPx];
    while (end < ids.length && bottomPx < untilPx) bottomPx += this.of(ids[end++]!);
    return { first, end };
  }

  // The last rows that fill a height.
  last(ids: readonly string[], heightPx: number): RowRange {
    let [first, filledPx] = [ids.length, 0];
    while (first > 0 && filledPx < heightPx) filledPx += this.of(ids[--first]!);
    return { first, end: ids.length };
  }
}
