// What an interview is to its reader, in words.
import type { Me } from '../../gen/regard/v1/api/account_pb';
import type { Interview } from '../../gen/regard/v1/api/interviews_pb';
import { Role } from '../../gen/regard/v1/person_pb';
import { standingOf, unfinishedOf } from '../../interviews/standing';
import { t } from '../../words/i18n.svelte';

export function standingWords(interview: Interview, me: Me): string {
  const standing = standingOf(interview, me.accountId);
  if (standing === 'live') return t('standing.live');
  // Whoever takes part in the conversation has nothing to do with how it is marked.
  if (me.role === Role.CANDIDATE || me.role === Role.ROLE_PLAYER) return t('standing.finished');
  if (standing !== 'sealed') return t(`standing.${standing}`);
  const unfinished = unfinishedOf(interview);
  if (unfinished.length === 0) return t('standing.finished');
  return t('standing.unfinished', { n: unfinished.length, names: unfinished.map(({ name }) => name).join(', ') });
}
