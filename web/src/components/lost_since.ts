// Since when there has been no connection, as it is said on the page: "14:03". Empty while there is one, or the first is being
// made.
import { formatTimeOfDay } from '../base/time';
import type { ConnectionState } from '../link/connection_state';
import { locale } from '../words/i18n.svelte';

export function lostSince(state: ConnectionState): string {
  return state.kind === 'lost' ? formatTimeOfDay(state.sinceWallMs, locale()) : '';
}
