// What the access trail is asked for.
import { TrailKind } from '../../gen/regard/v1/api/trail_pb';

// Empty: anything. Days as a date field gives them: "2026-11-26".
export interface TrailFilter {
  readonly kind: string;
  readonly login: string;
  readonly fromDay: string;
  readonly untilDay: string;
}

export const noTrailFilter: TrailFilter = { kind: '', login: '', fromDay: '', untilDay: '' };

export const trailKinds: readonly TrailKind[] = Object.values(TrailKind).filter(
  (kind): kind is TrailKind => typeof kind === 'number' && kind !== TrailKind.UNSPECIFIED,
);

// The parameters of GET /api/trail. Days begin where the reader is.
export function trailQuery(filter: TrailFilter, before = ''): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.kind !== '') query.set('kind', filter.kind);
  if (filter.login.trim() !== '') query.set('login', filter.login.trim());
  for (const [name, day] of [['from', filter.fromDay], ['until', filter.untilDay]] as const) {
    const moment = new Date(`${day}T00:00`).getTime();
    if (day !== '' && Number.isFinite(moment)) query.set(name, String(moment));
  }
  if (before !== '') query.set('before', before);
  return query;
}
