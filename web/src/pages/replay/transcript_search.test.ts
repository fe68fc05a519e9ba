import { describe, expect, test } from 'vitest';
import type { ConversationItem } from '../../recordings/conversation';
import { TranscriptSearch } from './transcript_search';

const said = { participantId: 'candidate', side: 'candidate', name: 'Léa' } as const;
const at = (id: string, fromMs: number) => ({ id, eventId: id, fromMs, untilMs: fromMs });
const items: readonly ConversationItem[] = [
  { ...at('hello', 0), ...said, kind: 'turn', text: 'Bonjour, c’est à vous.', ongoing: false, interrupted: false },
  { ...at('silence', 4_000), kind: 'gap' },
  { ...at('amount', 9_000), ...said, kind: 'message', text: 'Le reste à charge s’élève à 120 €', sequence: 3n, written: null, continues: false },
  {
    ...at('mail', 20_000),
    ...said,
    kind: 'email',
    from: '',
    to: [],
    cc: [],
    subject: 'Décompte',
    text: 'Le reste suit.',
    messageId: '',
    depth: 0,
  },
];
const search = new TranscriptSearch(items);
const found = (query: string): string[] => search.find(query).map(({ itemId }) => itemId);

describe('the search in what was said', () => {
  test('accents and capitals do not matter', () => {
    expect(found('ELEVE')).toEqual(['amount']);
    expect(found('decompte')).toEqual(['mail']);
  });

  test('several words match in any order, wherever they stand', () => {
    expect(found('charge reste')).toEqual(['amount']);
    expect(found('reste')).toEqual(['amount', 'mail']);
  });

  test('typographic apostrophes are those of the keyboard', () => {
    expect(found("c'est")).toEqual(['hello']);
  });

  test('nothing is found by an empty query, or by what nobody said', () => {
    expect(found('  ')).toEqual([]);
    expect(found('mutuelle')).toEqual([]);
  });

  test('a hit tells its moment', () => {
    expect(search.find('suit')[0]?.fromMs).toBe(20_000);
  });
});
