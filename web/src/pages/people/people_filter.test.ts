import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { KnownAccountSchema } from '../../gen/regard/v1/api/people_pb';
import { Role } from '../../gen/regard/v1/person_pb';
import { linkOf, stateOf } from './account_state';
import { filterPeople, noPeopleFilter } from './people_filter';

const lea = create(KnownAccountSchema, { login: 'lea.bernard', name: 'Léa Bernard', role: Role.CANDIDATE, hasPassword: true });
const paul = create(KnownAccountSchema, { login: 'paul.durand', name: 'Paul Durand', role: Role.ASSESSOR, closed: true, hasPassword: true });
const emile = create(KnownAccountSchema, { login: 'e.zola', name: 'Émile Zola', role: Role.CANDIDATE, invitationExpiresWallNs: 5_000_000n });
const all = [paul, lea, emile];
const logins = (filter: Partial<typeof noPeopleFilter>): string[] =>
  filterPeople(all, { ...noPeopleFilter, ...filter }, 'fr-FR').map(({ login }) => login);

describe('the accounts that are shown', () => {
  it('are in the order of their names, whatever their accents', () => {
    expect(logins({})).toEqual(['e.zola', 'lea.bernard', 'paul.durand']);
  });

  it('have every word in the name or the login, without accents or capitals', () => {
    expect(logins({ words: 'LEA bern' })).toEqual(['lea.bernard']);
    expect(logins({ words: 'paul.du' })).toEqual(['paul.durand']);
    expect(logins({ words: 'lea durand' })).toEqual([]);
  });

  it('have the role and the state that are asked for', () => {
    expect(logins({ role: Role.CANDIDATE })).toEqual(['e.zola', 'lea.bernard']);
    expect(logins({ state: 'closed' })).toEqual(['paul.durand']);
    expect(logins({ role: Role.CANDIDATE, state: 'invited' })).toEqual(['e.zola']);
  });
});

describe('the state of an account', () => {
  it('is closed, whatever else; invited until somebody has set a password', () => {
    expect(all.map(stateOf)).toEqual(['closed', 'open', 'invited']);
  });

  it('says until when the link is good, and when it was', () => {
    expect(linkOf(lea, 0)).toBeNull();
    expect(linkOf(emile, 4)).toEqual({ untilMs: 5, isGood: true });
    expect(linkOf(emile, 5)).toEqual({ untilMs: 5, isGood: false });
  });
});
