// Answers of the server that are kept in the browser, and given again while it cannot be reached. Wraps fetch: whoever asks
// notices nothing, and asks again when the connection is back, as the pages do anyway.
import type { Copies } from '../copies/copies';
import { isJson, isProxyFailure, type Fetch } from './api';

// While there is no connection a kept answer is not waited for longer than that: the network may be silent rather than cut.
export const unconnectedPatienceMs = 2_000;
const hourMs = 3_600_000;
// Kept no longer: the account may no longer have it.
const takenBack: readonly number[] = [401, 403, 404];

interface Keeping {
  readonly copies: Pick<Copies, 'answer' | 'keepAnswer' | 'dropAnswer'>;
  // With a connection an answer is waited for, however long it takes; an old one is given only when none can come.
  readonly isConnected: () => boolean;
}

export class KeptAnswers {
  readonly #fetch: Fetch;
  readonly #nowMs: () => number;
  #keeping: Keeping | null = null;

  constructor(fetchFunction: Fetch = (input, init) => fetch(input, init), nowMs: () => number = Date.now) {
    this.#fetch = fetchFunction;
    this.#nowMs = nowMs;
  }

  // From here on what this account asks for is kept; null: nothing is, and nothing kept is given.
  use(keeping: Keeping | null): void {
    this.#keeping = keeping;
  }

  readonly fetch: Fetch = async (input, init) => {
    const keeping = this.#keeping;
    const path = String(input);
    if (!keeping || !isKept(path, init)) return this.#fetch(input, init);
    const key = keyOf(path, this.#nowMs());
    const kept = await keeping.copies.answer(key);
    const answer = this.#ask(keeping, key, path, init);
    return kept === null ? answer : orInstead(answer, keeping, () => new Response(kept, { headers: { 'Content-Type': 'application/json' } }));
  };

  async #ask({ copies }: Keeping, key: string, path: string, init: RequestInit | undefined): Promise<Response> {
    const answer = await this.#fetch(path, init);
    if (takenBack.includes(answer.status)) void copies.dropAnswer(key);
    if (answer.ok && isJson(answer)) void copies.keepAnswer(key, await answer.clone().text());
    return answer;
  }
}

// The answer; or the other one where none comes, or none soon while there is no connection.
function orInstead(answer: Promise<Response>, { isConnected }: Keeping, instead: () => Response): Promise<Response> {
  return new Promise((resolve) => {
    const looking = setInterval(() => !isConnected() && resolve(instead()), unconnectedPatienceMs);
    answer
      .then((given) => resolve(isProxyFailure(given) ? instead() : given), () => resolve(instead()))
      .finally(() => clearInterval(looking));
  });
}

// A list since, or until, so many hours ago has the same copy whenever it is asked for.
function keyOf(path: string, nowMs: number): string {
  return path.replace(/(?<=[?&](?:from|until)=)\d+/g, (atMs) => `-${Math.round((nowMs - Number(atMs)) / hourMs)}h`);
}

// An interview, the referential, the first page of a list.
function isKept(path: string, init: RequestInit | undefined): boolean {
  if ((init?.method ?? 'GET') !== 'GET') return false;
  const { pathname, searchParams } = new URL(path, 'http://here');
  if (pathname === '/api/interviews') return !searchParams.has('after');
  return pathname === '/api/referential' || /^\/api\/interviews\/[0-9a-f-]{36}$/.test(pathname);
}
