// Where in the application the reader is, as the address says it after the "#".
export type Route =
  | { readonly page: 'interviews' }
  | { readonly page: 'open_chat' }
  | { readonly page: 'account' }
  | { readonly page: 'verifier' }
  | { readonly page: 'trail' }
  | { readonly page: 'people' }
  // Of the link that somebody was handed; empty when it was not copied whole.
  | { readonly page: 'invitation'; readonly token: string }
  | { readonly page: 'console' | 'chat'; readonly interviewId: string }
  // startMs: the moment that the address names; null when it names none. pane: absent for the grid.
  | { readonly page: 'replay'; readonly interviewId: string; readonly startMs: number | null; readonly pane?: ReplayPane }
  | { readonly page: 'unknown' };

// What a replay shows beside the conversation.
export type ReplayPane = 'grid' | 'marks' | 'comparison';
// The grid needs no word in the address.
const paneWords: ReadonlyMap<string, ReplayPane> = new Map([
  ['marques', 'marks'],
  ['comparaison', 'comparison'],
]);

const interviewPages = { '': 'console', tchat: 'chat', rejouer: 'replay' } as const;

// Everything has its place behind the "#": any other path than the first is a mistyped one, which the server answers too.
export function routeHere({ pathname, hash }: Pick<Location, 'pathname' | 'hash'> = location): Route {
  return pathname === '/' || pathname === '/index.html' ? parseRoute(hash) : { page: 'unknown' };
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  if (path === '') return { page: 'interviews' };
  if (path === 'ouvrir') return { page: 'open_chat' };
  if (path === 'compte') return { page: 'account' };
  if (path === 'verifier') return { page: 'verifier' };
  if (path === 'acces') return { page: 'trail' };
  if (path === 'personnes') return { page: 'people' };
  if (path.startsWith('invitation/')) return { page: 'invitation', token: path.slice('invitation/'.length) };
  const match = /^entretien\/([0-9a-f-]{36})(?:\/(tchat|rejouer))?$/.exec(path);
  if (!match?.[1]) return { page: 'unknown' };
  const page = interviewPages[(match[2] ?? '') as keyof typeof interviewPages];
  if (page !== 'replay') return { page, interviewId: match[1] };
  const wanted = new URLSearchParams(query);
  const pane = paneWords.get(wanted.get('vue') ?? '');
  return { page, interviewId: match[1], startMs: parseSeconds(wanted.get('t')), ...(pane ? { pane } : {}) };
}

export function addressOf(route: Route): string {
  switch (route.page) {
    case 'open_chat':
      return '#/ouvrir';
    case 'account':
      return '#/compte';
    case 'verifier':
      return '#/verifier';
    case 'trail':
      return '#/acces';
    case 'people':
      return '#/personnes';
    case 'invitation':
      return `#/invitation/${route.token}`;
    case 'console':
      return `#/entretien/${route.interviewId}`;
    case 'chat':
      return `#/entretien/${route.interviewId}/tchat`;
    case 'replay':
      return `#/entretien/${route.interviewId}/rejouer${replayQuery(route)}`;
    default:
      return '#/';
  }
}

function replayQuery({ startMs, pane }: Extract<Route, { page: 'replay' }>): string {
  const word = [...paneWords].find(([, known]) => known === pane)?.[0];
  const parts = [...(startMs === null ? [] : [`t=${startMs / 1000}`]), ...(word ? [`vue=${word}`] : [])];
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function parseSeconds(text: string | null): number | null {
  const seconds = Number.parseFloat(text ?? '');
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}
