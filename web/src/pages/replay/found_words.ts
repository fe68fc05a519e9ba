// Shows the words that were found in an item of the conversation.
import { foldText } from '../../base/folded_text';

// The name under which the browser draws what was found (see the ::highlight of the page).
const highlightName = 'found';

export function showFound(conversation: HTMLElement, itemId: string, words: readonly string[]): void {
  forgetFound();
  const row = conversation.querySelector<HTMLElement>(`[data-item="${CSS.escape(itemId)}"]`);
  if (!row) return;
  // Browsers without this show the item's outline alone.
  if ('highlights' in CSS) CSS.highlights.set(highlightName, new Highlight(...rangesOf(row, words)));
}

export function forgetFound(): void {
  if ('highlights' in CSS) CSS.highlights.delete(highlightName);
}

function rangesOf(row: HTMLElement, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const { folded, sourceIndexes } = foldText(text.textContent ?? '');
    for (const word of words) {
      for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(text, sourceIndexes[at]!);
        range.setEnd(text, sourceIndexes[at + word.length - 1]! + 1);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
