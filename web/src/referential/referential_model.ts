// The official referential as the consoles use it: block > activity > competence > criterion > rateable item.

export interface RateableItem {
  // "B1.A1.C1.K1.I1"; "B1.A1.C1.K2" for a criterion that stands alone.
  readonly code: string;
  // Letter of the competence in its block, then the item's number in the competence: "a1", "f4".
  readonly twoKeyCode: string;
  // The official wording, untouched.
  readonly text: string;
  readonly competenceCode: string;
  // The heading that the item stands under; empty when it has none.
  readonly criterionText: string;
}

export interface Criterion {
  readonly code: string;
  readonly kind: 'heading' | 'standalone' | 'paragraph';
  // Empty for a paragraph: its sentences are the items.
  readonly text: string;
  // The indicators; for a standalone criterion, itself.
  readonly items: readonly RateableItem[];
}

export interface Competence {
  readonly code: string;
  // First key of the two-key codes: "a" for the block's first competence.
  readonly letter: string;
  readonly text: string;
  readonly criteria: readonly Criterion[];
}

export interface Activity {
  readonly code: string;
  readonly name: string;
  readonly competences: readonly Competence[];
}

export interface Block {
  readonly code: string;
  readonly title: string;
  readonly activities: readonly Activity[];
  // All rateable items in official order.
  readonly items: readonly RateableItem[];
  readonly itemByCode: ReadonlyMap<string, RateableItem>;
  readonly itemByTwoKeyCode: ReadonlyMap<string, RateableItem>;
}

export interface Referential {
  readonly blocks: readonly Block[];
}

export function blockOf(referential: Referential, blockCode: string): Block | undefined {
  return referential.blocks.find((block) => block.code === blockCode);
}

export function competencesOf(block: Block): readonly Competence[] {
  return block.activities.flatMap((activity) => activity.competences);
}
