// The list of interviews as one page has it: read page by page, kept up to date by what the server says of changes.
import type { Interview, InterviewList as ListPage } from '../gen/regard/v1/api/interviews_pb';
import { Emitter } from '../base/emitter';
import type { Api, ApiFailure } from '../link/api';
import { filterForServer, matches, noFilter, type InterviewFilter, type Order } from './interview_filter';

export interface ListSurroundings {
  readonly api: Pick<Api, 'interviews'>;
  // Whose list it is.
  readonly accountId: string;
  readonly wallNowMs: () => number;
  readonly pageNowMs: () => number;
}

// How many interviews the filter lets through; the server counts so far, and there may be more.
export interface Total {
  readonly counted: number;
  readonly hasUncounted: boolean;
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
  #total: Total = { counted: 0, hasUncounted: false };
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

  // Live ones first, then the latest, or the oldest, as the filter says.
  get interviews(): readonly Interview[] {
    return this.#interviews;
  }

  get hasMore(): boolean {
    return this.#next !== '';
  }

  // As it was counted, and with what has come and gone since among what was read.
  get total(): Total {
    return this.#total;
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

  // At least so many rows, as far as there are, and as that is one page.
  async show(filter: InterviewFilter, rowCount = 0): Promise<void> {
    this.#filter = filter;
    await this.#readRows(rowCount);
  }

  // Reads again what is shown, as far as that is one page.
  async reload(): Promise<void> {
    await this.#readRows(this.#interviews.length);
  }

  async #readRows(rowCount: number): Promise<void> {
    const length = Math.min(rowCount, maxPageLength);
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
    const belongs = matches(changed, this.#filter, this.#around.wallNowMs(), this.#around.accountId);
    const placed = inOrder(belongs ? [...others, changed] : others, this.#filter.order);
    const isBeyond = !known && this.hasMore && placed.at(-1) === changed;
    this.#interviews = isBeyond ? others : placed;
    // Beyond what was read nobody knows whether it was counted already.
    const come = belongs && !known && !isBeyond ? 1 : 0;
    const gone = known && !belongs ? 1 : 0;
    this.#total = { ...this.#total, counted: Math.max(this.#interviews.length, this.#total.counted + come - gone) };
  }

  async #read(part: { limit?: string }): Promise<void> {
    const page = await this.#ask(part);
    if (!page) return;
    this.#total = { counted: Number(page.counted), hasUncounted: page.hasUncounted };
    this.#take(page, page.interviews);
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
    this.#interviews = inOrder(interviews, this.#filter.order);
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
  const finished = interview.markings.filter(({ closed }) => closed).length;
  return (isLive(interview) ? 0 : 1) + (interview.sealed ? 0 : 1) + closedMarkings + finished;
}

function isLive(interview: Interview): boolean {
  return interview.closedMonoNs === 0n;
}

function inOrder(interviews: readonly Interview[], order: Order | ''): readonly Interview[] {
  const byMoment = order === 'oldest' ? 1 : -1;
  return [...interviews].sort(
    (a, b) => Number(isLive(b)) - Number(isLive(a)) || byMoment * Number(a.openedWallNs - b.openedWallNs),
  );
}
