import { describe, expect, it } from 'vitest';
import type { IntervalItem, MomentItem } from '../../recordings/conversation';
import { intervalWords, momentWords } from './item_words';

const base = { id: '1', eventId: '1', fromMs: 1_000, untilMs: 9_000, name: 'Léa Bernard', reason: '' };
const hold: IntervalItem = { ...base, kind: 'interval', participantId: 'candidate', side: 'candidate', said: 'hold', ongoing: false };
const moment = (said: MomentItem['said'], text = ''): MomentItem => ({ ...base, kind: 'moment', said, text });

describe('words of what nobody said', () => {
  it('are those of a call on a call', () => {
    expect(intervalWords(hold, false)).toBe('Léa Bernard a mis en attente pendant 00:08');
    expect(momentWords(moment('participantJoined'), false)).toBe('Léa Bernard a rejoint l’entretien');
  });

  it('are those of a room in a room', () => {
    expect(intervalWords(hold, true)).toBe('Léa Bernard a fait patienter pendant 00:08');
    expect(intervalWords({ ...hold, ongoing: true }, true)).toBe('Léa Bernard fait patienter');
    expect(momentWords(moment('participantJoined'), true)).toBe('Léa Bernard entre');
    expect(momentWords(moment('participantLeft'), true)).toBe('Léa Bernard sort');
    expect(momentWords(moment('interviewClosed'), true)).toBe('Entretien terminé');
  });

  it('tell a silence by its length, and a note as typography wants it', () => {
    expect(intervalWords({ kind: 'gap', id: 'gap', eventId: '', fromMs: 0, untilMs: 5_000 }, true)).toBe('Silence de 00:05');
    expect(momentWords(moment('note', 'Relit-il ?'), true)).toContain('Relit-il\u202f?');
  });
});
