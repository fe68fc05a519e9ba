// In which state an account is.
import { wallMs } from '../../base/time';
import type { KnownAccount } from '../../gen/regard/v1/api/people_pb';
import { Role } from '../../gen/regard/v1/person_pb';

// invited: nobody has set its password yet.
export const accountStates = ['open', 'invited', 'closed'] as const;
export type AccountState = (typeof accountStates)[number];

export function stateOf(account: KnownAccount): AccountState {
  if (account.closed) return 'closed';
  return account.hasPassword ? 'open' : 'invited';
}

// Until when the link is good that was made last, and whether it still is; null when there is none.
export function linkOf(account: KnownAccount, nowMs: number): { readonly untilMs: number; readonly isGood: boolean } | null {
  if (account.invitationExpiresWallNs === 0n) return null;
  const untilMs = wallMs(account.invitationExpiresWallNs);
  return { untilMs, isGood: untilMs > nowMs };
}

// What organisers give; programs are administered on the server.
export const peopleRoles: readonly Role[] = [
  Role.ASSESSOR,
  Role.CANDIDATE,
  Role.ROLE_PLAYER,
  Role.QUALITY_MANAGER,
  Role.ORGANISER,
];
