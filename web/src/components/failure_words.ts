// Why something about one's own account was not done, in words.
import type { ApiFailure } from '../link/api';
import { t, type Key } from '../words/i18n.svelte';

const sentences: Readonly<Record<string, Key>> = {
  wrong_credentials: 'account.wrong_password',
  wrong_code: 'account.code_refused',
  code_needed: 'account.code_refused',
  store_failed: 'account.not_kept',
  unreachable: 'failure.unreachable',
  unreadable: 'failure.unreadable',
  not_signed_in: 'failure.not_signed_in',
};

// `notTaken`: where the server does not take what was chosen.
export function wordsFor(failure: ApiFailure, notTaken: Key = 'failure.other'): string {
  if (failure.code === 'too_many_attempts') return t('sign_in.too_many', { n: failure.retryAfterS });
  if (failure.code === 'not_taken') return t(notTaken);
  return t(sentences[failure.code] ?? 'failure.other');
}
