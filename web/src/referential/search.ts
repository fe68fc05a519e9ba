// Find-as-you-type over a block's rateable items: accents do not matter, several fragments match in any order.
import { foldText, isWordStart, type FoldedText } from '../base/folded_text';
import type { Block, RateableItem } from './referential_model';

export interface Found {
  readonly item: RateableItem;
  // What matched in item.text, as [from, until) pairs, in order and without overlap.
  readonly highlights: readonly (readonly [number, number])[];
}

interface Searchable {
  readonly item: RateableItem;
  readonly text: FoldedText;
  readonly criterion: FoldedText;
  readonly officialCode: string;
}

interface Hit {
  readonly score: number;
  // Null when the fragment matched elsewhere than in the item's own text.
  readonly highlight: readonly [number, number] | null;
}

// A better kind of match always wins over any number of lesser ones of one fragment: steps of ten leave room to add up.
const scores = { twoKeyCode: 1000, code: 500, wordStart: 100, inside: 10, criterionWordStart: 3, criterionInside: 1 } as const;

export class ItemSearch {
  readonly #searchables: readonly Searchable[];

  constructor(block: Block) {
    this.#searchables = block.items.map((item) => ({
      item,
      text: foldText(item.text),
      criterion: foldText(item.criterionText),
      officialCode: item.code.toLowerCase(),
    }));
  }

  // Items that every fragment of the query matches, the best first; equally good ones in official order. An empty query
  // finds everything.
  find(query: string): readonly Found[] {
    const fragments = foldText(query).folded.split(/\s+/).map(withoutElision).filter((fragment) => fragment !== '');
    return this.#searchables
      .map((searchable) => ({ searchable, hits: fragments.map((fragment) => match(searchable, fragment)) }))
      .filter(({ hits }) => hits.every((hit) => hit !== null))
      .map(({ searchable, hits }) => toScored(searchable, hits as Hit[]))
      .sort((a, b) => b.score - a.score)
      .map(({ found }) => found);
  }
}

// "l'écoute" looks for "écoute": the official wording may have it after another article, or none.
function withoutElision(fragment: string): string {
  return fragment.replace(/^(?:[cdjlmnst]|qu)'(?=.)/, '');
}

function toScored(searchable: Searchable, hits: readonly Hit[]): { found: Found; score: number } {
  const highlights = hits.flatMap((hit) => (hit.highlight === null ? [] : [hit.highlight]));
  return {
    found: { item: searchable.item, highlights: merge(highlights) },
    score: hits.reduce((sum, hit) => sum + hit.score, 0),
  };
}

function match(searchable: Searchable, fragment: string): Hit | null {
  if (searchable.item.twoKeyCode === fragment) return { score: scores.twoKeyCode, highlight: null };
  const inText = findIn(searchable.text, fragment);
  if (inText?.atWordStart) return { score: scores.wordStart, highlight: inText.range };
  if (looksLikeCode(fragment) && searchable.officialCode.includes(fragment)) return { score: scores.code, highlight: null };
  if (inText) return { score: scores.inside, highlight: inText.range };
  const inCriterion = findIn(searchable.criterion, fragment);
  if (!inCriterion) return null;
  return { score: inCriterion.atWordStart ? scores.criterionWordStart : scores.criterionInside, highlight: null };
}

// Only "a1", "k1.i2"... are looked for in codes: a letter alone is the start of a word.
function looksLikeCode(fragment: string): boolean {
  return /^[a-z0-9.]*\d[a-z0-9.]*$/.test(fragment);
}

function findIn(text: FoldedText, fragment: string): { range: readonly [number, number]; atWordStart: boolean } | null {
  let first = -1;
  for (let at = text.folded.indexOf(fragment); at !== -1; at = text.folded.indexOf(fragment, at + 1)) {
    if (isWordStart(text.folded, at)) return { range: sourceRange(text, at, fragment.length), atWordStart: true };
    if (first === -1) first = at;
  }
  return first === -1 ? null : { range: sourceRange(text, first, fragment.length), atWordStart: false };
}

function sourceRange(text: FoldedText, at: number, length: number): readonly [number, number] {
  return [text.sourceIndexes[at]!, text.sourceIndexes[at + length - 1]! + 1];
}

function merge(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const merged: [number, number][] = [];
  for (const [from, until] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}
