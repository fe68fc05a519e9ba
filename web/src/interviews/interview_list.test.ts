import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { InterviewListSchema, InterviewSchema, RecordingKind, type Interview } from '../gen/regard/v1/api/interviews_pb';
import { Channel } from '../gen/regard/v1/interview_pb';
import { failure, success } from '../base/result';
import type { Answer } from '../link/api';
import { Role } from '../gen/regard/v1/person_pb';
import { filterForServer, filterFrom, filterInAddress, isNarrow, matches, noFilter, statesFor, type InterviewState } from './interview_filter';
import { InterviewList } from './interview_list';

const nowMs = 1_800_000_000_000;

function interview(id: string, changes: { openedAgoS?: number; closed?: boolean; sealed?: boolean; title?: string; ownClosed?: boolean } = {}): Interview {
  const { openedAgoS = 10, closed = false, sealed = true, title = 'Devis dentaire', ownClosed = false } = changes;
  return create(InterviewSchema, {
    interviewId: id,
    openedWallNs: BigInt(nowMs - openedAgoS * 1000) * 1_000_000n,
    closedMonoNs: closed ? 5n : 0n,
    sealed,
    recordings: [{ recordingId: `m-${id}`, kind: RecordingKind.MARKING, assessor: { accountId: 'first' }, markingClosed: ownClosed }],
    opened: {
      title,
      blockCode: 'B1',
      channel: Channel.PHONE,
      candidate: { accountId: 'candidate', name: 'Léa Bernard' },
      interlocutor: { name: 'Mme Lefèvre', description: 'adhérente' },
      assessors: [{ accountId: 'first', name: 'Claire Martin' }],
    },
  });
}

type Page = Answer<ReturnType<typeof page>>;

function page(interviews: readonly Interview[], next = '', counted = interviews.length) {
  return create(InterviewListSchema, { interviews: [...interviews], next, counted: BigInt(counted), serverMonoNs: 7n });
}

// A server that answers one question after the other, when the test says so.
class Server {
  readonly asked: string[] = [];
  readonly #waiting: ((answer: Page) => void)[] = [];
  readonly list = new InterviewList({ api: { interviews: (query) => this.#ask(query) }, accountId: 'first', wallNowMs: () => nowMs, pageNowMs: () => 0 });

  async answer(answer: Page): Promise<void> {
    this.#waiting.shift()?.(answer);
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
  }

  ids(): string[] {
    return this.list.interviews.map((each) => each.interviewId);
  }

  #ask(query: URLSearchParams = new URLSearchParams()): Promise<Page> {
    this.asked.push(query.toString());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

async function loaded(interviews: readonly Interview[], next = ''): Promise<Server> {
  const server = new Server();
  const shown = server.list.reload();
  await server.answer(success(page(interviews, next)));
  await shown;
  return server;
}

describe('a list of interviews', () => {
  it('takes in what is opened, live ones first and the latest on top', async () => {
    const server = await loaded([interview('old', { openedAgoS: 50 }), interview('past', { openedAgoS: 5, closed: true })]);
    server.list.accept(interview('new', { openedAgoS: 1 }));
    expect(server.ids()).toEqual(['new', 'old', 'past']);
  });

  it('moves what is closed behind what is live', async () => {
    const server = await loaded([interview('a', { openedAgoS: 1 }), interview('b', { openedAgoS: 2 })]);
    server.list.accept(interview('a', { openedAgoS: 1, closed: true }));
    expect(server.ids()).toEqual(['b', 'a']);
  });

  it('lets go of what the filter no longer wants, and leaves out what it never wanted', async () => {
    const server = new Server();
    const shown = server.list.show({ ...noFilter, state: 'live' });
    await server.answer(success(page([interview('a')])));
    await shown;
    server.list.accept(interview('a', { closed: true }));
    server.list.accept(interview('b', { closed: true }));
    expect(server.ids()).toEqual([]);
    expect(server.asked).toEqual(['state=live']);
  });

  it('goes on where the page before ended, without showing anything twice', async () => {
    const server = await loaded([interview('a')], 'cursor');
    expect(server.list.hasMore).toBe(true);
    server.list.accept(interview('b', { openedAgoS: 60 }));
    const more = server.list.more();
    await server.answer(success(page([interview('b', { openedAgoS: 60 }), interview('c', { openedAgoS: 70 })])));
    await more;
    expect(server.asked[1]).toBe('after=cursor');
    expect(server.ids()).toEqual(['a', 'b', 'c']);
    expect(server.list.hasMore).toBe(false);
  });

  it('leaves what lies beyond the pages that were read to its page', async () => {
    const server = await loaded([interview('a')], 'cursor');
    server.list.accept(interview('z', { openedAgoS: 900 }));
    expect(server.ids()).toEqual(['a']);
    const more = server.list.more();
    await server.answer(success(page([interview('m', { openedAgoS: 500 })])));
    await more;
    server.list.accept(interview('z', { openedAgoS: 900 }));
    expect(server.ids()).toEqual(['a', 'm', 'z']);
  });

  it('believes a change that came while an answer was on its way, for the answer may be older', async () => {
    const server = new Server();
    const shown = server.list.reload();
    server.list.accept(interview('a', { closed: true }));
    server.list.accept(interview('b', { openedAgoS: 3 }));
    await server.answer(success(page([interview('a')])));
    await shown;
    expect(server.list.interviews.map((each) => [each.interviewId, each.closedMonoNs])).toEqual([['b', 0n], ['a', 5n]]);
  });

  it('believes an answer that is later than the change', async () => {
    const server = new Server();
    const shown = server.list.reload();
    server.list.accept(interview('a', { closed: true, sealed: true }));
    await server.answer(success(page([interview('a', { closed: true, sealed: false })])));
    await shown;
    expect(server.list.interviews[0]?.sealed).toBe(false);
  });

  it('reads on by itself when hardly anything is left of what was read', async () => {
    const server = new Server();
    const shown = server.list.show({ ...noFilter, state: 'live' });
    await server.answer(success(page([interview('a')], 'cursor')));
    await shown;
    server.list.accept(interview('a', { closed: true }));
    expect(server.asked[1]).toBe('state=live&after=cursor');
    await server.answer(success(page([interview('b')])));
    expect(server.ids()).toEqual(['b']);
  });

  it('does not read on while it reads anew: what was missed would be lost', async () => {
    const server = await loaded([interview('a')], 'cursor');
    void server.list.reload();
    server.list.accept(interview('b'));
    void server.list.more();
    expect(server.asked).toHaveLength(2);
    await server.answer(success(page([interview('c')])));
    expect(server.ids()).toContain('c');
  });

  it('is as long when it is read anew, and begins anew under another filter', async () => {
    const many = Array.from({ length: 60 }, (_, n) => interview(`${n}`, { openedAgoS: n }));
    const server = await loaded(many);
    void server.list.reload();
    void server.list.show({ ...noFilter, block: 'B3' });
    expect(server.asked.slice(1)).toEqual(['limit=60', 'block=B3']);
  });

  it('asks for the next page once, however often it is wanted', async () => {
    const server = await loaded([interview('a')], 'cursor');
    void server.list.more();
    void server.list.more();
    expect(server.asked).toHaveLength(2);
  });

  it('bears a server that knows no pages', async () => {
    const server = await loaded([interview('a')]);
    await server.list.more();
    expect([server.list.hasMore, server.asked.length]).toEqual([false, 1]);
  });

  it('does not look at an answer to an older question', async () => {
    const server = new Server();
    const first = server.list.show({ ...noFilter, words: 'dev' });
    const second = server.list.show({ ...noFilter, words: 'devis' });
    await server.answer(success(page([interview('stale')])));
    await server.answer(success(page([interview('right')])));
    await Promise.all([first, second]);
    expect(server.ids()).toEqual(['right']);
  });

  it('stands in the order that is asked for, live ones first in either', async () => {
    const server = new Server();
    const shown = server.list.show({ ...noFilter, order: 'oldest' });
    await server.answer(success(page([interview('b', { openedAgoS: 5 }), interview('past', { openedAgoS: 60, closed: true })])));
    await shown;
    server.list.accept(interview('a', { openedAgoS: 9 }));
    expect(server.asked).toEqual(['order=oldest']);
    expect(server.ids()).toEqual(['a', 'b', 'past']);
  });

  it('knows how many there are altogether, with what comes and goes', async () => {
    const server = new Server();
    const shown = server.list.show({ ...noFilter, state: 'live' });
    const many = Array.from({ length: 20 }, (_, n) => interview(`${n}`, { openedAgoS: 100 + n }));
    await server.answer(success(page(many, 'cursor', 57)));
    await shown;
    expect(server.list.total).toEqual({ counted: 57, hasUncounted: false });
    server.list.accept(interview('new', { openedAgoS: 1 }));
    expect(server.list.total.counted).toBe(58);
    server.list.accept(interview('3', { openedAgoS: 103, closed: true }));
    expect(server.list.total.counted).toBe(57);
    // It may have been counted already.
    server.list.accept(interview('beyond', { openedAgoS: 900 }));
    expect(server.list.total.counted).toBe(57);
  });

  it('reads as many rows as were shown when it was left, as far as one page goes', async () => {
    const server = new Server();
    void server.list.show(noFilter, 120);
    void server.list.show(noFilter, 900);
    void server.list.show(noFilter, 12);
    expect(server.asked).toEqual(['limit=120', 'limit=200', '']);
  });

  it('keeps what it has when the server cannot be asked, and says so', async () => {
    const server = await loaded([interview('a')]);
    const again = server.list.reload();
    await server.answer(failure({ code: 'unreachable', message: '', retryAfterS: 0 }));
    await again;
    expect(server.ids()).toEqual(['a']);
    expect(server.list.failure?.code).toBe('unreachable');
  });
});

describe('the filter', () => {
  it('stays in the address', () => {
    const filter = { ...noFilter, words: 'devis léa', state: 'sealed', period: 'week' } as const;
    expect(filterFrom(new URLSearchParams(filterInAddress(filter)))).toEqual(filter);
    expect(filterInAddress(noFilter)).toBe('');
  });

  it('keeps the order in the address, which leaves nothing out', () => {
    const filter = { ...noFilter, order: 'oldest' } as const;
    expect(filterFrom(new URLSearchParams(filterInAddress(filter)))).toEqual(filter);
    expect(isNarrow(filter)).toBe(false);
    expect(isNarrow({ ...filter, block: 'B1' })).toBe(true);
  });

  it('tells an assessor whose marking is to be closed: their own, or another’s', () => {
    const wants = (state: InterviewState, of: Interview): boolean => matches(of, { ...noFilter, state }, nowMs, 'first');
    const toClose = interview('a', { closed: true });
    const awaiting = interview('a', { closed: true, ownClosed: true });
    expect([wants('to_close', toClose), wants('awaiting', toClose), wants('sealed', toClose)]).toEqual([true, false, true]);
    expect([wants('to_close', awaiting), wants('awaiting', awaiting), wants('sealed', awaiting)]).toEqual([false, true, true]);
    expect(wants('to_close', interview('a', { closed: true, sealed: false }))).toBe(false);
    expect(wants('to_close', interview('a'))).toBe(false);
  });

  it('offers an assessor their own states, whoever sees all those of all, others none', () => {
    expect(statesFor(Role.ASSESSOR)).toContain('to_close');
    expect(statesFor(Role.ORGANISER)).toEqual(['live', 'sealed', 'unsealed']);
    expect(statesFor(Role.CANDIDATE)).toEqual([]);
  });

  it('takes nothing wrong from the address', () => {
    expect(filterFrom(new URLSearchParams('?etat=perdu&canal=fax&bloc=B9&personne=x&periode=siecle'))).toEqual(noFilter);
  });

  it('finds the beginnings of words in any order, without accents and capitals', () => {
    const wants = (words: string): boolean => matches(interview('a'), { ...noFilter, words }, nowMs, 'first');
    expect(wants('LEFEV devis')).toBe(true);
    expect(wants('marti adherente')).toBe(true);
    expect(wants('entaire')).toBe(false);
    expect(wants('devis «')).toBe(true);
    expect(wants('«')).toBe(true);
  });

  it('asks the server for a period that has begun some days ago', () => {
    expect(filterForServer({ ...noFilter, period: 'day' }, nowMs).get('from')).toBe(String(nowMs - 86_400_000));
    expect(matches(interview('a', { openedAgoS: 90_000 }), { ...noFilter, period: 'day' }, nowMs, 'first')).toBe(false);
  });

  it('asks for what was opened before a moment', () => {
    const filter = { ...noFilter, period: 'before_half_day' } as const;
    expect(filterForServer(filter, nowMs).get('until')).toBe(String(nowMs - 43_200_000));
    expect(filterForServer(filter, nowMs).get('from')).toBeNull();
    expect(matches(interview('a', { openedAgoS: 43_300 }), filter, nowMs, 'first')).toBe(true);
    expect(matches(interview('a', { openedAgoS: 43_100 }), filter, nowMs, 'first')).toBe(false);
  });

  it('knows people by where they sit', () => {
    expect(matches(interview('a'), { ...noFilter, person: 'first' }, nowMs, 'first')).toBe(true);
    expect(matches(interview('a'), { ...noFilter, person: 'second' }, nowMs, 'first')).toBe(false);
  });
});
