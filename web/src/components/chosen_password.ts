// What is wrong with a new password before the server is asked.
import { t } from '../words/i18n.svelte';

// As the server has it (gateway/accounts/limits.hpp); what else makes a password weak is for the server to say.
const leastCharacters = 12;

// In words; empty when nothing is.
export function passwordFault(chosen: string, again: string): string {
  if ([...chosen].length < leastCharacters) return t('account.password_short');
  return chosen === again ? '' : t('account.password_differs');
}
