// Text as the search compares it: without accents, in lower case, typographic signs made plain. Remembers where each
// compared character came from, so that what matched can be shown in the official wording.

export interface FoldedText {
  readonly folded: string;
  // sourceIndexes[i] is the place in the source of folded[i].
  readonly sourceIndexes: readonly number[];
}

const replacements: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', '’': "'", '\u00a0': ' ' };

export function foldText(source: string): FoldedText {
  let folded = '';
  const sourceIndexes: number[] = [];
  for (let index = 0; index < source.length; index++) {
    for (const unit of foldCharacter(source[index]!)) {
      folded += unit;
      sourceIndexes.push(index);
    }
  }
  return { folded, sourceIndexes };
}

function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  return replacements[lower] ?? lower.normalize('NFD').replace(/\p{M}/gu, '');
}

export function isWordStart(text: string, index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1]!);
}
