// Which of the accounts are shown.
import { foldText } from '../../base/folded_text';
import type { KnownAccount } from '../../gen/regard/v1/api/people_pb';
import type { Role } from '../../gen/regard/v1/person_pb';
import { stateOf, type AccountState } from './account_state';

// Empty: anything.
export interface PeopleFilter {
  readonly words: string;
  readonly role: Role | '';
  readonly state: AccountState | '';
}

export const noPeopleFilter: PeopleFilter = { words: '', role: '', state: '' };

// By name. Each word stands somewhere in the name or the login; accents and capitals do not count.
export function filterPeople(accounts: readonly KnownAccount[], filter: PeopleFilter, locale: string): KnownAccount[] {
  const words = folded(filter.words).split(/\s+/).filter((word) => word !== '');
  const { compare } = new Intl.Collator(locale);
  return accounts
    .filter((account) => filter.role === '' || account.role === filter.role)
    .filter((account) => filter.state === '' || stateOf(account) === filter.state)
    .filter((account) => {
      const text = folded(`${account.name} ${account.login}`);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => compare(a.name, b.name) || compare(a.login, b.login));
}

function folded(text: string): string {
  return foldText(text).folded;
}
