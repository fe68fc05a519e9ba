import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { AuthorSchema, ClientTimeSchema, EventSchema, type Event } from '../gen/regard/v1/envelope_pb';
import { eventAt } from '../test_support';
import { errorMaxMs, lateFromMs, writtenTimes } from './written_times';

const opened = eventAt(1, 0, { case: 'interviewOpened', value: {} });

interface Made {
  readonly arrivedMs: number;
  readonly writtenMs: number;
  readonly errorMs?: number;
  readonly account?: string;
}

// Stamped on arrival; the author's clock runs an hour behind the server's.
function message(sequence: number, { arrivedMs, writtenMs, errorMs = 200, account = 'léa' }: Made): Event {
  const offsetUs = 3_600_000_000n;
  const openedUs = opened.serverMonoNs / 1000n;
  const clientTime = create(ClientTimeSchema, {
    clientWallUs: openedUs + BigInt(writtenMs * 1000) - offsetUs,
    clockOffsetUs: offsetUs,
    clockOffsetErrorUs: BigInt(errorMs * 1000),
  });
  const event = eventAt(sequence, arrivedMs, { case: 'chatMessage', value: { participantId: 'candidate', text: '' } });
  return create(EventSchema, { ...event, clientTime, author: create(AuthorSchema, { accountId: account }) });
}

const timesOf = (...messages: Event[]): unknown => Object.fromEntries(writtenTimes([opened, ...messages]));

describe('when a message was written', () => {
  test('is told by its author’s clock where it arrived late', () => {
    expect(timesOf(message(2, { arrivedMs: 25_000, writtenMs: 16_000 }))).toEqual({ 'event-2': { atMs: 16_000, errorMs: 200 } });
  });

  test('is told by the stamp where it was only under way', () => {
    expect(timesOf(message(2, { arrivedMs: 16_000 + lateFromMs, writtenMs: 16_000 }))).toEqual({});
  });

  test.each([
    ['a clock that is known too badly', { arrivedMs: 60_000, writtenMs: 16_000, errorMs: errorMaxMs + 1 }],
    ['a clock that was never compared', { arrivedMs: 60_000, writtenMs: 16_000, errorMs: 0 }],
    ['a time before the interview', { arrivedMs: 60_000, writtenMs: -1_000 }],
  ])('is not told by %s', (_what, made) => {
    expect(timesOf(message(2, made))).toEqual({});
  });

  test('is not before what the same author wrote before; another’s clock is another matter', () => {
    const first = message(2, { arrivedMs: 30_000, writtenMs: 30_000 });
    expect(timesOf(first, message(3, { arrivedMs: 40_000, writtenMs: 20_000 }))).toEqual({});
    expect(timesOf(first, message(3, { arrivedMs: 40_000, writtenMs: 20_000, account: 'nadia' }))).toEqual({
      'event-3': { atMs: 20_000, errorMs: 200 },
    });
  });
});
