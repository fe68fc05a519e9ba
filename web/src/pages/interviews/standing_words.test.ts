import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MeSchema } from '../../gen/regard/v1/api/account_pb';
import { InterviewSchema, RecordingKind } from '../../gen/regard/v1/api/interviews_pb';
import { Role } from '../../gen/regard/v1/person_pb';
import { standingWords } from './standing_words';

const paul = { accountId: 'paul', name: 'Paul Durand' };
const claire = { accountId: 'claire', name: 'Claire Martin' };

function words(role: Role, changes: object): string {
  return standingWords(create(InterviewSchema, { closedMonoNs: 5n, sealed: true, ...changes }), create(MeSchema, { accountId: 'claire', role }));
}
function own(markingClosed: boolean): object {
  return { recordings: [{ kind: RecordingKind.MARKING, assessor: claire, markingClosed }] };
}

describe('what an interview is to its reader', () => {
  it('is said to an assessor of their own marking', () => {
    expect(words(Role.ASSESSOR, { closedMonoNs: 0n })).toBe('En direct');
    expect(words(Role.ASSESSOR, own(false))).toBe('Votre marquage est à clore');
    expect(words(Role.ASSESSOR, own(true))).toBe('Votre marquage est clos, l’autre est attendu');
    expect(words(Role.ASSESSOR, { ...own(true), sealed: false })).toBe('Marquages clos');
  });

  it('names to an organiser who has not finished', () => {
    const markings = [{ assessor: claire, closed: true }, { assessor: paul, closed: false }];
    expect(words(Role.ORGANISER, { markings })).toBe('Marquage à clore : Paul Durand');
    expect(words(Role.ORGANISER, { markings: [{ assessor: claire }, { assessor: paul }] })).toBe(
      'Marquages à clore : Claire Martin, Paul Durand',
    );
  });

  it('says nothing of markings to those who were observed', () => {
    for (const role of [Role.CANDIDATE, Role.ROLE_PLAYER]) {
      expect(words(role, {})).toBe('Terminé');
      expect(words(role, { sealed: false })).toBe('Terminé');
    }
  });
});
