// What a list of interviews is narrowed down to: kept in the page's address, asked of the server, and looked at when a
// change comes in.
import { Channel } from '../gen/regard/v1/interview_pb';
import type { Interview } from '../gen/regard/v1/api/interviews_pb';
import { Role } from '../gen/regard/v1/person_pb';
import { foldText } from '../base/folded_text';
import { wallMs } from '../base/time';
import { standingOf } from './standing';

// What somebody may narrow their list down to. A state is that of the interview in their own list: an assessor's tells
// apart whether their marking is to be closed; whoever sees all interviews asks whether anybody's is.
export const states = ['live', 'to_close', 'awaiting', 'sealed', 'unsealed'] as const;
export type InterviewState = (typeof states)[number];

export function statesFor(role: Role): readonly InterviewState[] {
  if (role === Role.ASSESSOR) return ['live', 'to_close', 'awaiting', 'unsealed'];
  return role === Role.ORGANISER || role === Role.QUALITY_MANAGER ? ['live', 'sealed', 'unsealed'] : [];
}

// The newest interviews first, or the oldest: of the live ones, and of the others.
export const orders = ['oldest'] as const;
export type Order = (typeof orders)[number];

export const channels = { phone: Channel.PHONE, chat: Channel.CHAT, email: Channel.EMAIL, face_to_face: Channel.FACE_TO_FACE } as const;
export type ChannelName = keyof typeof channels;

export const blocks = ['B1', 'B3', 'B4'] as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
// Opened since, or before, so long ago.
export const periods = {
  day: { sinceMs: dayMs },
  week: { sinceMs: 7 * dayMs },
  month: { sinceMs: 30 * dayMs },
  year: { sinceMs: 365 * dayMs },
  // An interview that is still live half a day after was forgotten: even an e-mail is answered within a working day.
  before_half_day: { beforeMs: 12 * hourMs },
  // Assessors look through their marks within the week, as long as they remember.
  before_week: { beforeMs: 7 * dayMs },
} as const satisfies Record<string, { sinceMs: number } | { beforeMs: number }>;
export type Period = keyof typeof periods;

// Empty: anything.
export interface InterviewFilter {
  readonly words: string;
  readonly state: InterviewState | '';
  readonly channel: ChannelName | '';
  readonly block: string;
  readonly period: Period | '';
  // An account_id.
  readonly person: string;
  // Empty: the newest first.
  readonly order: Order | '';
}

export const noFilter: InterviewFilter = { words: '', state: '', channel: '', block: '', period: '', person: '', order: '' };

const names = { words: 'mots', state: 'etat', channel: 'canal', block: 'bloc', period: 'periode', person: 'personne', order: 'ordre' } as const;

// The server takes 256 bytes, and a character of the usual planes is up to three.
export const maxWordsLength = 85;

// Whether some interviews are left out.
export function isNarrow(filter: InterviewFilter): boolean {
  return Object.values({ ...filter, order: '' }).some((value) => value.trim() !== '');
}

// The filter as the address says it; what it says wrongly says nothing.
export function filterFrom(query: URLSearchParams): InterviewFilter {
  const text = (key: keyof InterviewFilter): string => query.get(names[key]) ?? '';
  const oneOf = <T extends string>(key: keyof InterviewFilter, values: readonly T[]): T | '' => values.find((value) => value === text(key)) ?? '';
  return {
    words: text('words'),
    state: oneOf('state', states),
    channel: oneOf('channel', Object.keys(channels) as ChannelName[]),
    block: oneOf('block', blocks),
    period: oneOf('period', Object.keys(periods) as Period[]),
    person: /^[0-9a-f-]{36}$/.test(text('person')) ? text('person') : '',
    order: oneOf('order', orders),
  };
}

// "?etat=live&mots=devis"; empty when there is nothing to say.
export function filterInAddress(filter: InterviewFilter): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(names) as (keyof InterviewFilter)[]) {
    if (filter[key].trim() !== '') query.set(names[key], filter[key]);
  }
  return query.size === 0 ? '' : `?${query}`;
}

// The parameters of GET /api/interviews. A period ends in the future: what is opened from now on belongs to it.
export function filterForServer(filter: InterviewFilter, nowMs: number): URLSearchParams {
  const query = new URLSearchParams();
  for (const key of ['state', 'channel', 'block', 'person', 'order'] as const) if (filter[key] !== '') query.set(key, filter[key]);
  if (filter.words.trim() !== '') query.set('words', filter.words.trim());
  if (filter.period === '') return query;
  const period = periods[filter.period];
  if ('sinceMs' in period) query.set('from', String(Math.floor(nowMs - period.sinceMs)));
  else query.set('until', String(Math.floor(nowMs - period.beforeMs)));
  return query;
}

// Whether the server would list the interview under the filter for this account.
export function matches(interview: Interview, filter: InterviewFilter, nowMs: number, accountId: string): boolean {
  const { opened } = interview;
  if (filter.state !== '' && !hasState(interview, filter.state, accountId)) return false;
  if (filter.channel !== '' && opened?.channel !== channels[filter.channel]) return false;
  if (filter.block !== '' && opened?.blockCode !== filter.block) return false;
  if (filter.period !== '' && !isWithin(wallMs(interview.openedWallNs), filter.period, nowMs)) return false;
  if (filter.person !== '' && !peopleOf(interview).includes(filter.person)) return false;
  return hasWords(interview, filter.words);
}

function hasState(interview: Interview, state: InterviewState, accountId: string): boolean {
  const standing = standingOf(interview, accountId);
  return state === 'sealed' ? ['sealed', 'to_close', 'awaiting'].includes(standing) : standing === state;
}

function isWithin(openedMs: number, name: Period, nowMs: number): boolean {
  const period = periods[name];
  return 'sinceMs' in period ? openedMs >= nowMs - period.sinceMs : openedMs < nowMs - period.beforeMs;
}

function peopleOf({ opened }: Interview): readonly (string | undefined)[] {
  return [opened?.candidate?.accountId, opened?.rolePlayer?.accountId, ...(opened?.assessors.map((person) => person.accountId) ?? [])];
}

// Each word begins a word of the title or of a name; accents and capitals do not matter.
function hasWords({ opened }: Interview, typed: string): boolean {
  const wanted = wordsIn(typed);
  // Signs alone are no words.
  if (wanted.length === 0) return true;
  const people = [opened?.candidate, opened?.rolePlayer, ...(opened?.assessors ?? [])].map((person) => person?.name);
  const said = wordsIn([opened?.title, opened?.interlocutor?.name, opened?.interlocutor?.description, ...people].join(' '));
  return wanted.every((word) => said.some((other) => other.startsWith(word)));
}

function wordsIn(text: string): readonly string[] {
  return foldText(text).folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
