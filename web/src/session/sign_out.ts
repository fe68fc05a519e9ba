// Signing out, also during an outage: the server is told as soon as it can be, and nobody who opens the page before that is
// taken for who has left.
import type { Api } from '../link/api';

const dueName = 'regard-sign-out-due';

export async function signOut(api: Api): Promise<void> {
  localStorage.setItem(dueName, 'yes');
  const answer = await api.signOut();
  if (answer.ok || answer.error.code !== 'unreachable') localStorage.removeItem(dueName);
}

// What was begun before and the server has not heard.
export async function finishSignOut(api: Api): Promise<void> {
  if (localStorage.getItem(dueName) !== null) await signOut(api);
}
