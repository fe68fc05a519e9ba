import { describe, expect, test } from 'vitest';
import { Channel } from '../../gen/regard/v1/interview_pb';
import { Observation } from '../../gen/regard/v1/marking_pb';
import type { ConversationItem } from '../../recordings/conversation';
import { summarise } from './summary';
import { block, ownedMark } from './test_support';

const said = { participantId: 'candidate', side: 'candidate', name: 'Léa' } as const;
const from = (fromMs: number, untilMs: number) => ({ id: `${fromMs}`, eventId: `${fromMs}`, fromMs, untilMs });
const items: readonly ConversationItem[] = [
  { ...from(0, 4_000), ...said, kind: 'turn', text: '', ongoing: false, interrupted: false },
  { ...from(5_000, 9_000), ...said, kind: 'turn', text: '', ongoing: false, interrupted: false },
  { ...from(9_000, 19_000), ...said, kind: 'interval', said: 'hold', reason: '', ongoing: false },
  { ...from(19_000, 25_000), kind: 'gap' },
  { ...from(30_000, 36_000), kind: 'gap' },
];
const view = { opened: null, channel: Channel.PHONE, participants: [], items, closedAtMs: 40_000 };
const markings = [
  { recordingId: 'claire', assessorName: 'Claire Martin' },
  { recordingId: 'paul', assessorName: 'Paul Durand' },
];

describe('the summary', () => {
  test('counts what was said and how long nothing was', () => {
    expect(summarise(view, [], markings, block)).toMatchObject({
      turns: 2,
      messages: 0,
      emails: 0,
      holds: { count: 1, lastedMs: 10_000 },
      silences: { count: 2, lastedMs: 12_000 },
    });
  });

  test('counts marks by sign and by assessor, and the indicators that have none', () => {
    const marks = [
      ownedMark({ markId: 'a', indicatorCode: 'B1.A1.C1.K1.I1', remark: 'doux' }),
      ownedMark({ markId: 'b', indicatorCode: 'B1.A1.C1.K1.I1' }),
      ownedMark({ markId: 'c', indicatorCode: 'B1.A1.C1.K2', observation: Observation.CONTRARY }),
    ];
    expect(summarise(view, marks, markings, block)).toMatchObject({
      marks: 3,
      bySign: [
        { observation: Observation.OBSERVED, count: 2 },
        { observation: Observation.CONTRARY, count: 1 },
      ],
      byAssessor: [
        { assessorName: 'Claire Martin', count: 3 },
        { assessorName: 'Paul Durand', count: 0 },
      ],
      remarks: 1,
      items: block.items.length,
      unmarkedItems: block.items.length - 2,
    });
  });
});
