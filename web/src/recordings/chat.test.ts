import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { EventBodySchema } from '../gen/regard/v1/envelope_pb';
import { hasJoined, messageState, statesById, withOutgoing } from './chat';
import { foldConversation, type MessageItem, type ParticipantView } from './conversation';
import type { BodyKind } from '../outbox/outbox';
import type { ItemStatus, OutboxItem } from '../outbox/outbox_item';
import { eventAt, HandTime } from '../test_support';
import { TypingSign } from './typing_sign';

const candidate: ParticipantView = { participantId: 'candidate', side: 'candidate', name: 'Léa', present: true, onHold: false };
const says = (text: string): BodyKind => ({ case: 'chatMessage', value: { participantId: 'candidate', text } });
const answers: BodyKind = { case: 'chatMessage', value: { participantId: 'interlocutor', text: 'oui' } };
const joins: BodyKind = { case: 'participantJoined', value: { participantId: 'candidate', name: 'Léa' } };
const leaves: BodyKind = { case: 'participantLeft', value: { participantId: 'candidate' } };

function item(kind: BodyKind, status: ItemStatus = 'waiting', clientSeq = 0n): OutboxItem {
  return {
    itemId: `item-${clientSeq}-${status}`,
    order: Number(clientSeq),
    recordingId: 'recording',
    body: create(EventBodySchema, { kind }),
    madeAtWallUs: 5_003_000n,
    clockOffsetUs: 1_000n,
    clockOffsetErrorUs: 0n,
    status,
    clientId: clientSeq === 0n ? '' : 'c',
    clientSeq,
    refusal: null,
  };
}

const opened = eventAt(1, 0, { case: 'interviewOpened', value: {} });
const journaled = [opened, eventAt(2, 1_000, says('un'), { clientId: 'c', clientSeq: 1n })];

describe('a chat with messages on their way', () => {
  test('shows them once, after the journaled ones, at the time they were made', () => {
    const items = [item(says('un'), 'kept', 1n), item(says('deux'), 'sent', 2n), item(joins)];
    const shown = withOutgoing(foldConversation(journaled), candidate, journaled, items).items as MessageItem[];
    expect(shown.map(({ text, fromMs, continues }) => [text, fromMs, continues])).toEqual([
      ['un', 1_000, false],
      ['deux', 4, true],
    ]);
  });

  test.each([
    ['waiting', 'waiting'],
    ['sent', 'waiting'],
    ['kept', 'kept'],
    ['refused', 'refused'],
  ] as const)('says of one that is %s: %s', (status, state) => {
    const items = [item(says('x'), status)];
    const message = withOutgoing(foldConversation([opened]), candidate, [opened], items).items[0] as MessageItem;
    expect(messageState(message, items, 99n)).toBe(state);
  });

  test('says delivered once the other page has shown it', () => {
    const message = foldConversation(journaled).items[0] as MessageItem;
    expect([1n, 2n].map((deliveredTo) => messageState(message, [], deliveredTo))).toEqual(['kept', 'delivered']);
  });

  test('says delivered once, under the last of its side, and of the others how far they have come', () => {
    const events = [...journaled, eventAt(3, 2_000, says('deux')), eventAt(4, 3_000, says('trois')), eventAt(5, 4_000, answers)];
    const view = foldConversation(events);
    expect([...statesById(view, 'candidate', [], 3n)]).toEqual([
      ['event-3', 'delivered'],
      ['event-4', 'kept'],
    ]);
    expect([...statesById(view, 'interlocutor', [], 0n)]).toEqual([['event-5', 'kept']]);
  });
});

describe('being in the conversation', () => {
  test('counts what is on its way, the last word deciding', () => {
    const absent = { ...candidate, present: false };
    expect(hasJoined(absent, [opened], [])).toBe(false);
    expect(hasJoined(absent, [opened], [item(joins)])).toBe(true);
    expect(hasJoined(absent, [opened], [item(joins), item(leaves)])).toBe(false);
    expect(hasJoined(absent, [opened], [item(joins, 'refused')])).toBe(false);
  });
});

describe('the typing sign', () => {
  function bench(): { time: HandTime; sign: TypingSign; said: boolean[] } {
    const time = new HandTime();
    const said: boolean[] = [];
    return { time, sign: new TypingSign(time.timers, (typing) => said.push(typing)), said };
  }

  test('is not sent at every key, but again while the writing goes on', () => {
    const { time, sign, said } = bench();
    for (let key = 0; key < 40; key++) {
      sign.typed();
      time.step(100);
    }
    expect(said).toEqual([true, true]);
  });

  test('goes out by itself when the writer stops', () => {
    const { time, sign, said } = bench();
    sign.typed();
    time.step(10_000);
    expect(said).toEqual([true, false]);
  });

  test('goes out at once when the message is sent, once', () => {
    const { time, sign, said } = bench();
    sign.typed();
    sign.stopped();
    sign.stopped();
    time.step(10_000);
    expect(said).toEqual([true, false]);
  });
});
