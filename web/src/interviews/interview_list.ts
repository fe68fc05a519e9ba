// The list of interviews as one page has it: read page by page, kept up to date by what the server says of changes.
import type { Interview, InterviewList as ListPage } from '../gen/regard/v1/api/interviews_pb';
import { Emitter } from '../base/emitter';
import type { Api, ApiFailure } from '../link/api';
import { filterForServer, matches, noFilter, stateOf, type InterviewFilter } from './interview_filter';

export interface ListSurroundings {
  readonly api: Pick<Api, 'interviews'>;
  readonly wallNowMs: () => number;
  readonly pageNowMs: () => number;
}

// As the server gives them when it is not told otherwise, and the most that it gives at once.
const pageLength = 50;
const maxPageLength = 200;
// With fewer rows left the next page is read without being asked for.
const fewRows = 10;

export class InterviewList {
  // Said after every change to what the getters give.
  readonly changes = new Emitter<void>();
  readonly #around: ListSurroundings;
  #filter: InterviewFilter = noFilter;
  #interviews: readonly Interview[] = [];
  #next = '';
  #failure: ApiFailure | null = null;
  #isLoaded = false;
  #isAsking = false;
  // Changes heard of since the last question: its answer may be older.
  #meanwhile: Interview[] = [];
  #serverMonoNs = 0n;
  #receivedAtMs = 0;
  // An answer to an older question than the last one is not looked at.
  #question = 0;

  constructor(surroundings: ListSurroundings) {
    this.#around = surroundings;
  }

  // Live ones first, then the latest.
  get interviews(): readonly Interview[] {
    return this.#interviews;
  }

  get hasMore(): boolean {
    return this.#next !== '';
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get failure(): ApiFailure | null {
    return this.#failure;
  }

  // The trusted clock at this moment.
  get nowMonoNs(): bigint {
    return this.#serverMonoNs + BigInt(Math.round((this.#around.pageNowMs() - this.#receivedAtMs) * 1e6));
  }

  async show(filter: InterviewFilter): Promise<void> {
    this.#filter = filter;
    await this.#read({});
  }

  // Reads again what is shown, as far as that is one page.
  async reload(): Promise<void> {
    const length = Math.min(this.#interviews.length, maxPageLength);
    await this.#read(length > pageLength ? { limit: String(length) } : {});
  }

  async more(): Promise<void> {
    if (this.#next === '' || this.#isAsking) return;
    const page = await this.#ask({ after: this.#next });
    if (!page) return;
    const known = new Set(this.#interviews.map((interview) => interview.interviewId));
    this.#take(page, [...this.#interviews, ...page.interviews.filter((interview) => !known.has(interview.interviewId))]);
  }

  // An interview that was opened, closed or unsealed, as it is now.
  accept(changed: Interview): void {
    this.#meanwhile.push(changed);
    this.#place(changed);
    if (this.#interviews.length < fewRows) void this.more();
    this.changes.emit();
  }

  // What lies beyond the pages that were read comes with its page.
  #place(changed: Interview): void {
    const known = this.#interviews.find((interview) => interview.interviewId === changed.interviewId);
    if (known && progressOf(known) > progressOf(changed)) return;
    const others = this.#interviews.filter((interview) => interview !== known);
    const belongs = matches(changed, this.#filter, this.#around.wallNowMs());
    const placed = inOrder(belongs ? [...others, changed] : others);
    const isBeyond = !known && this.hasMore && placed.at(-1) === changed;
    this.#interviews = isBeyond ? others : placed;
  }

  async #read(part: { limit?: string }): Promise<void> {
    const page = await this.#ask(part);
    if (page) this.#take(page, page.interviews);
  }

  async #ask(part: { after?: string; limit?: string }): Promise<ListPage | null> {
    const question = ++this.#question;
    this.#isAsking = true;
    this.#meanwhile = [];
    const query = filterForServer(this.#filter, this.#around.wallNowMs());
    for (const [name, value] of Object.entries(part)) query.set(name, value);
    const answer = await this.#around.api.interviews(query);
    if (question !== this.#question) return null;
    this.#isAsking = false;
    this.#failure = answer.ok ? null : answer.error;
    if (answer.ok) return answer.value;
    this.changes.emit();
    return null;
  }

  #take(page: ListPage, interviews: readonly Interview[]): void {
    this.#next = page.next;
    this.#interviews = inOrder(interviews);
    for (const changed of this.#meanwhile) this.#place(changed);
    this.#isLoaded = true;
    this.#serverMonoNs = page.serverMonoNs;
    this.#receivedAtMs = this.#around.pageNowMs();
    this.changes.emit();
  }
}

// An interview only ever goes on: is closed, its markings are, its seal is lifted. Of two accounts of it this tells the later.
function progressOf(interview: Interview): number {
  const closedMarkings = interview.recordings.filter(({ markingClosed }) => markingClosed).length;
  return (stateOf(interview) === 'live' ? 0 : 1) + (interview.sealed ? 0 : 1) + closedMarkings;
}

function inOrder(interviews: readonly Interview[]): readonly Interview[] {
  const isLive = (interview: Interview): number => (stateOf(interview) === 'live' ? 1 : 0);
  return [...interviews].sort((a, b) => isLive(b) - isLive(a) || Number(b.openedWallNs - a.openedWallNs));
}
