import { describe, expect, test } from 'vitest';
import { blankDraft, problemsIn } from './chat_draft';

describe('a chat that is being opened', () => {
  test('lacks everything at first, and says so at once', () => {
    expect(Object.keys(problemsIn(blankDraft('')))).toEqual(['title', 'candidateId', 'rolePlayerId', 'interlocutorName', 'firstAssessorId']);
  });

  test('wants two different assessors, if two', () => {
    const draft = { ...blankDraft('claire'), title: 'x', candidateId: 'lea', rolePlayerId: 'nadia', interlocutorName: 'y' };
    expect(problemsIn(draft)).toEqual({});
    expect(problemsIn({ ...draft, secondAssessorId: 'claire' })).toEqual({ secondAssessorId: 'open_chat.same_assessor' });
  });
});
