// When the present sign-in ends, as the server says it.
import { wallMs } from '../base/time';
import type { Api } from './api';

// By the server's wall clock; null when it could not be asked.
export async function signInEndWallMs(api: Pick<Api, 'ownAccount'>): Promise<number | null> {
  const account = await api.ownAccount();
  const present = account.ok ? account.value.signIns.find((signIn) => signIn.present) : undefined;
  return present ? wallMs(present.expiresWallNs) : null;
}
