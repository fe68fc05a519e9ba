import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { EventBodySchema } from '../gen/regard/v1/envelope_pb';
import type { BodyKind } from './outbox';
import type { ItemStatus, OutboxItem } from './outbox_item';
import { countUnderway, totalOf } from './underway';

const made = (markId: string): BodyKind => ({ case: 'mark', value: { markId } });
const corrected = (markId: string): BodyKind => ({ case: 'markCorrected', value: { mark: { markId, remark: 'accueil' } } });
const withdrawn = (markId: string): BodyKind => ({ case: 'markWithdrawn', value: { markId } });
const message: BodyKind = { case: 'chatMessage', value: { text: 'Bonjour' } };
const closing: BodyKind = { case: 'markingClosed', value: {} };

const count = (kinds: readonly BodyKind[], status: ItemStatus = 'waiting') =>
  countUnderway(kinds.map((kind) => ({ body: create(EventBodySchema, { kind }), status }) as OutboxItem));

describe('what is on its way', () => {
  test('counts a mark and its remark once', () => {
    expect(count([made('a'), corrected('a'), made('b')])).toEqual({ marks: 2, messages: 0, others: 0 });
  });

  test('counts a change to a mark that the server has as a change, however often it was changed', () => {
    expect(count([corrected('a'), withdrawn('a'), corrected('b'), corrected('b')])).toEqual({ marks: 0, messages: 0, others: 2 });
  });

  test('counts no mark that was taken back, unless it was brought back', () => {
    expect(count([made('a'), withdrawn('a')])).toEqual({ marks: 0, messages: 0, others: 1 });
    expect(count([made('a'), withdrawn('a'), corrected('a')])).toEqual({ marks: 1, messages: 0, others: 0 });
  });

  test('tells messages from everything else, and adds all up', () => {
    const underway = count([message, message, made('a'), closing]);
    expect(underway).toEqual({ marks: 1, messages: 2, others: 1 });
    expect(totalOf(underway)).toBe(4);
  });

  test.each(['kept', 'refused'] as const)('counts nothing that is %s', (status) => {
    expect(totalOf(count([made('a'), message, closing], status))).toBe(0);
  });
});
