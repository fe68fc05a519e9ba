import { describe, expect, it } from 'vitest';
import { blankDraft, missingIn, openingOf, type ChatDraft } from './chat_draft';

const whole: ChatDraft = {
  ...blankDraft('first'),
  title: ' Carte perdue ',
  candidateId: 'candidate',
  rolePlayerId: 'player',
  interlocutorName: 'M. Le Goff',
};

describe('the form that opens a chat', () => {
  it('names everything that is missing at once, in its order', () => {
    expect([...missingIn(blankDraft('')).keys()]).toEqual([
      'title',
      'candidateId',
      'rolePlayerId',
      'interlocutorName',
      'firstAssessorId',
    ]);
    expect(missingIn(whole).size).toBe(0);
  });

  it('does not take one assessor for two', () => {
    expect([...missingIn({ ...whole, secondAssessorId: 'first' }).keys()]).toEqual(['secondAssessorId']);
  });

  it('gives the brief along, without the space around it', () => {
    const opening = openingOf({ ...whole, brief: ' Vous êtes pressé.\n' });
    expect([opening.title, opening.brief]).toEqual(['Carte perdue', 'Vous êtes pressé.']);
  });
});
