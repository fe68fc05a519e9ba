// What a list of interviews is narrowed down to: kept in the page's address, asked of the server, and looked at when a
// change comes in.
import { Channel } from '../gen/regard/v1/interview_pb';
import type { Interview } from '../gen/regard/v1/api/interviews_pb';
import { foldText } from '../base/folded_text';
import { wallMs } from '../base/time';

export const states = ['live', 'sealed', 'unsealed'] as const;
export type InterviewState = (typeof states)[number];

export const channels = { phone: Channel.PHONE, chat: Channel.CHAT, email: Channel.EMAIL, face_to_face: Channel.FACE_TO_FACE } as const;
export type ChannelName = keyof typeof channels;

export const blocks = ['B1', 'B3', 'B4'] as const;

// Days back from now.
export const periods = { day: 1, week: 7, month: 30, year: 365 } as const;
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
}

export const noFilter: InterviewFilter = { words: '', state: '', channel: '', block: '', period: '', person: '' };

const names = { words: 'mots', state: 'etat', channel: 'canal', block: 'bloc', period: 'periode', person: 'personne' } as const;
const dayMs = 86_400_000;

// The server takes 256 bytes, and a character of the usual planes is up to three.
export const maxWordsLength = 85;

export function isNarrow(filter: InterviewFilter): boolean {
  return Object.values(filter).some((value) => value.trim() !== '');
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
  for (const key of ['state', 'channel', 'block', 'person'] as const) if (filter[key] !== '') query.set(key, filter[key]);
  if (filter.words.trim() !== '') query.set('words', filter.words.trim());
  if (filter.period !== '') query.set('from', String(Math.floor(nowMs - periods[filter.period] * dayMs)));
  return query;
}

export function stateOf(interview: Interview): InterviewState {
  if (interview.closedMonoNs === 0n) return 'live';
  return interview.sealed ? 'sealed' : 'unsealed';
}

// Whether the server would list the interview under the filter.
export function matches(interview: Interview, filter: InterviewFilter, nowMs: number): boolean {
  const { opened } = interview;
  if (filter.state !== '' && stateOf(interview) !== filter.state) return false;
  if (filter.channel !== '' && opened?.channel !== channels[filter.channel]) return false;
  if (filter.block !== '' && opened?.blockCode !== filter.block) return false;
  if (filter.period !== '' && wallMs(interview.openedWallNs) < nowMs - periods[filter.period] * dayMs) return false;
  if (filter.person !== '' && !peopleOf(interview).includes(filter.person)) return false;
  return hasWords(interview, filter.words);
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
