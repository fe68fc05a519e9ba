import { Role } from '../gen/regard/v1/person_pb';
import type { Key } from '../words/i18n.svelte';

export const roleNames: Readonly<Record<Role, Key>> = {
  [Role.UNSPECIFIED]: 'role.unknown',
  [Role.ASSESSOR]: 'role.assessor',
  [Role.CANDIDATE]: 'role.candidate',
  [Role.QUALITY_MANAGER]: 'role.quality_manager',
  [Role.ORGANISER]: 'role.organiser',
  [Role.INTEGRATION]: 'role.integration',
  [Role.ROLE_PLAYER]: 'role.role_player',
};
