// What an organiser can do about somebody's account.
import { success } from '../../base/result';
import type { KnownAccount, MadeInvitation } from '../../gen/regard/v1/api/people_pb';
import type { Role } from '../../gen/regard/v1/person_pb';
import type { Answer, Api } from '../../link/api';

export const deeds = ['change', 'invite', 'reset', 'close', 'reopen'] as const;
export type Deed = (typeof deeds)[number];

export function deedsFor(account: KnownAccount): readonly Deed[] {
  if (account.closed) return ['reopen', 'change'];
  return account.hasSecondFactor ? ['change', 'invite', 'reset', 'close'] : ['change', 'invite', 'close'];
}

export interface DeedDetails {
  readonly ownPassword: string;
  readonly name: string;
  readonly role: Role;
  readonly endPassword: boolean;
}

// Gives the link, if it made one.
export async function carryOut(api: Api, accountId: string, deed: Deed, details: DeedDetails): Promise<Answer<MadeInvitation | null>> {
  const { ownPassword } = details;
  if (deed === 'invite') return api.inviteAgain(accountId, ownPassword, details.endPassword);
  const answer =
    deed === 'change'
      ? await api.changeAccount(accountId, ownPassword, details.name, details.role)
      : await api.confirmChange(accountId, deed === 'reset' ? 'reset-second-factor' : deed, ownPassword);
  return answer.ok ? success(null) : answer;
}
