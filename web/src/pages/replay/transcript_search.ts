// Finds words in what was said and written: accents do not matter, several words match in any order.
import { foldText } from '../../base/folded_text';
import type { ConversationItem } from '../../recordings/conversation';

export interface Hit {
  readonly itemId: string;
  readonly fromMs: number;
}

export class TranscriptSearch {
  readonly #searchables: readonly (Hit & { readonly folded: string })[];

  constructor(items: readonly ConversationItem[]) {
    this.#searchables = items
      .map((item) => ({ itemId: item.id, fromMs: item.fromMs, folded: foldText(wordsOf(item)).folded }))
      .filter(({ folded }) => folded !== '');
  }

  // The items in which every word of the query occurs, in their order. An empty query finds none.
  find(query: string): readonly Hit[] {
    const words = foldedWords(query);
    if (words.length === 0) return [];
    return this.#searchables.filter(({ folded }) => words.every((word) => folded.includes(word)));
  }
}

export function foldedWords(query: string): readonly string[] {
  return foldText(query).folded.split(/\s+/).filter((word) => word !== '');
}

function wordsOf(item: ConversationItem): string {
  switch (item.kind) {
    case 'turn':
    case 'message':
      return item.text;
    case 'email':
      return `${item.subject} ${item.text}`;
    case 'moment':
      return item.text;
    default:
      return '';
  }
}
