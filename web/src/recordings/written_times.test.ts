import { describe, expect, test } from 'vitest';
import { create } from '@bufbuild/protobuf';
import { AuthorSchema, ClientTimeSchema, type Event } from '../gen/regard/v1/envelope_pb';
import { eventAt } from '../test_support';
import { foldConversation, type MessageItem } from './conversation';
import { errorMaxMs, lateFromMs, writtenTimes } from './written_times';

const openedUs = 5_000_000n;
const opening = eventAt(1, 0, { case: 'interviewOpened', value: { channel: 2 } });

interface Made {
  readonly atMs: number;
  readonly errorMs?: number;
  readonly author?: string;
}

// A message that reached the server at `stampMs` and says of itself when it was made.
function message(sequence: number, stampMs: number, { atMs, errorMs = 100, author = 'lea' }: Made): Event {
  const event = eventAt(sequence, stampMs, { case: 'chatMessage', value: { participantId: 'candidate', text: 'x' } });
  // The author's clock is a thousand seconds behind the trusted one.
  const offsetUs = 1_000_000_000n;
  event.clientTime = create(ClientTimeSchema, {
    clientWallUs: openedUs + BigInt(atMs) * 1000n - offsetUs,
    clockOffsetUs: offsetUs,
    clockOffsetErrorUs: BigInt(errorMs) * 1000n,
  });
  event.author = create(AuthorSchema, { accountId: author });
  return event;
}

const writtenOf = (...events: Event[]) => [...writtenTimes([opening, ...events]).values()];

describe('when a message was written', () => {
  test('is told by its author where it arrived late', () => {
    expect(writtenOf(message(2, 25_000, { atMs: 16_000 }))).toEqual([{ atMs: 16_000, errorMs: 100 }]);
  });

  test('is told by the stamp where it came as soon as messages do', () => {
    expect(writtenOf(message(2, 16_000 + lateFromMs + 99, { atMs: 16_000 }))).toEqual([]);
    expect(writtenOf(message(2, 16_000 + lateFromMs + 100, { atMs: 16_000 }))).toHaveLength(1);
  });

  test.each<[string, Made]>([
    ['from before the opening', { atMs: -101 }],
    ['of a clock that is not known well enough', { atMs: 5_000, errorMs: errorMaxMs + 1 }],
    ['of a clock that was never compared', { atMs: 5_000, errorMs: 0 }],
    ['from after it arrived', { atMs: 30_000 }],
  ])('is not believed %s', (_name, made) => {
    expect(writtenOf(message(2, 25_000, made))).toEqual([]);
  });

  test('is not believed where the same author had made something later before it', () => {
    const sentAt20 = message(2, 20_000, { atMs: 20_000 });
    expect(writtenOf(sentAt20, message(3, 30_000, { atMs: 10_000 }))).toEqual([]);
    expect(writtenOf(sentAt20, message(3, 30_000, { atMs: 10_000, author: 'nadia' }))).toHaveLength(1);
    expect(writtenOf(sentAt20, message(3, 30_000, { atMs: 19_850 }))).toHaveLength(1);
  });

  test('stands beside the stamp, and messages stay in the order of their arrival', () => {
    const late = message(3, 25_000, { atMs: 16_000 });
    const view = foldConversation([opening, message(2, 20_000, { atMs: 20_000, author: 'nadia' }), late]);
    const messages = view.items.filter((item): item is MessageItem => item.kind === 'message');
    expect(messages.map(({ fromMs, written }) => [fromMs, written?.atMs ?? null])).toEqual([
      [20_000, null],
      [25_000, 16_000],
    ]);
  });

  test('is not known in a replay before the message arrived', () => {
    const view = foldConversation([opening, message(2, 25_000, { atMs: 16_000 })], 20_000);
    expect(view.items).toEqual([]);
  });
});
