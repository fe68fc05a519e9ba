import { describe, expect, test } from 'vitest';
import official from '../../../observer/referential/referential.json';
import { blockOf, competencesOf, parseReferential, type Block, type Referential } from './referential';
import { ItemSearch } from './search';

function parsed(): Referential {
  const result = parseReferential(official);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function block(code: string): Block {
  return blockOf(parsed(), code)!;
}

describe('referential', () => {
  test('holds as many rateable items as the source counts', () => {
    for (const source of official.blocks) {
      expect(block(source.code).items).toHaveLength(source.counts.rateable_leaves);
    }
  });

  test('keeps the official wording untouched', () => {
    expect(block('B1').itemByCode.get('B1.A1.C1.K1.I1')?.text).toBe(
      'La posture d’accueil est adaptée (sourire, écoute active et réactive)',
    );
  });

  test('makes a standalone criterion its own item', () => {
    const criterion = competencesOf(block('B1'))[0]!.criteria.find(({ code }) => code === 'B1.A1.C1.K2')!;
    expect(criterion.items.map((item) => item.code)).toEqual(['B1.A1.C1.K2']);
  });

  test('gives every item of a block its own two-key code: the letter of the competence, the number in it', () => {
    for (const { code } of parsed().blocks) {
      const codes = block(code).items.map((item) => item.twoKeyCode);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.every((twoKeyCode) => /^[a-f][1-9]$/.test(twoKeyCode))).toBe(true);
    }
    expect(block('B1').itemByTwoKeyCode.get('f4')?.code).toBe('B1.A5.C1.K1.I4');
    expect(block('B1').itemByTwoKeyCode.get('a5')?.code).toBe('B1.A1.C1.K2');
  });

  test('says what is wrong and where', () => {
    const broken = { blocks: [{ code: 'B9', title: 'x', activities: [{ code: 'B9.A1', name: 'y', competences: 3 }] }] };
    expect(parseReferential(broken)).toEqual({ ok: false, error: 'B9.A1: competences is not a list' });
    expect(parseReferential(null).ok).toBe(false);
  });
});

describe('search', () => {
  const find = (query: string, blockCode = 'B1'): string[] =>
    new ItemSearch(block(blockCode)).find(query).map(({ item }) => item.code);

  test('finds everything for an empty query, in official order', () => {
    expect(find('  ')).toEqual(block('B1').items.map((item) => item.code));
  });

  test('ignores accents, case and the kind of apostrophe', () => {
    expect(find("POSTURE D'ACCUEIL ADAPTEE")).toEqual(['B1.A1.C1.K1.I1']);
    expect(find('maître')).toEqual(find('maitre'));
  });

  test('finds a word whatever article was typed before it', () => {
    expect(find("l'écoute active")).toEqual(find('écoute active'));
    expect(find("l'écoute")).not.toEqual([]);
  });

  test('takes fragments in any order, each of which must match', () => {
    expect(find('maître agressivité')).toEqual(['B1.A5.C1.K1.I1']);
    expect(find('agress maitr')).toEqual(['B1.A5.C1.K1.I1']);
    expect(find('agressivité zzz')).toEqual([]);
  });

  test('puts the two-key code first', () => {
    expect(find('b2')[0]).toBe('B1.A1.C2.K1.I2');
  });

  test('finds by the official code', () => {
    expect(find('k1.i3')).toContain('B1.A2.C1.K1.I3');
  });

  test('prefers the start of a word to its inside', () => {
    // "formalise" comes after many "informations" and "reformulations".
    expect(find('form')[0]).toBe('B1.A3.C1.K1.I6');
    expect(find('form').length).toBeGreaterThan(1);
  });

  test('finds by the criterion that the item stands under, last', () => {
    expect(find('assertivité').at(-1)).toMatch(/^B1\.A5\.C1/);
  });

  test('every item can be found by its own words alone', () => {
    for (const { code } of parsed().blocks) {
      for (const item of block(code).items) expect(find(item.text, code)).toContain(item.code);
    }
  });

  test('says what matched in the official wording', () => {
    const { item, highlights } = new ItemSearch(block('B1')).find('ecoute posture')[0]!;
    expect(highlights.map(([from, until]) => item.text.slice(from, until))).toEqual(['posture', 'écoute']);
  });
});
