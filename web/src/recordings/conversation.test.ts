import { describe, expect, test } from 'vitest';
import { Channel } from '../gen/regard/v1/interview_pb';
import { durationMs, foldConversation, sealLiftedBecause, type ConversationItem } from './conversation';
import type { BodyKind } from '../outbox/outbox';
import { sceneAt, turningPoints } from './scenes';
import { erased, eventsAt } from '../test_support';

const open = (channel: Channel): [number, BodyKind] => [
  0,
  { case: 'interviewOpened', value: { channel, candidate: { name: 'Léa Martin' }, interlocutor: { name: 'Mme Durand' } } },
];
const turn = (participantId: string, text: string, seconds: number): BodyKind => ({
  case: 'spokenTurn',
  value: { participantId, text, durationMs: BigInt(seconds * 1000) },
});
const start = (participantId: string, turnId: string): BodyKind => ({ case: 'turnStarted', value: { participantId, turnId } });
const part = (participantId: string, turnId: string, text: string): BodyKind => ({ case: 'turnPart', value: { participantId, turnId, text } });
// The end of a turn that began with a TurnStarted; its duration is what whoever brought it measured.
const finish = (participantId: string, turnId: string, text: string): BodyKind => ({
  case: 'spokenTurn',
  value: { participantId, turnId, text, durationMs: 9_999n },
});
const chat = (participantId: string, text: string): BodyKind => ({ case: 'chatMessage', value: { participantId, text } });
const brief = (items: readonly ConversationItem[]): string[] =>
  items.map((item) => `${'said' in item ? item.said : item.kind} ${item.fromMs / 1000}-${item.untilMs / 1000}${'text' in item && item.text !== '' ? ` ${item.text}` : ''}`);

const call = eventsAt(
  open(Channel.PHONE),
  [1_000, { case: 'participantJoined', value: { participantId: 'candidate', name: 'Léa Martin' } }],
  [5_000, turn('candidate', 'Bonjour', 3)],
  [8_000, turn('interlocutor', 'Mon devis', 2)],
  [9_000, { case: 'hold', value: { participantId: 'candidate', reason: 'vérification' } }],
  [20_000, { case: 'resume', value: { participantId: 'candidate' } }],
  [32_000, turn('candidate', 'Voilà', 4)],
  [33_000, { case: 'participantLeft', value: { participantId: 'candidate', reason: '' } }],
  [34_000, { case: 'interviewClosed', value: { reason: 'fin' } }],
);

describe('a call', () => {
  test('shows turns, holds and gaps where they were', () => {
    expect(brief(foldConversation(call).items)).toEqual([
      'participantJoined 1-1',
      'turn 2-5 Bonjour',
      'turn 6-8 Mon devis',
      'hold 9-20',
      'gap 20-28',
      'turn 28-32 Voilà',
      'participantLeft 33-33',
      'interviewClosed 34-34',
    ]);
  });

  test('orders turns that overlap by their beginnings, though the shorter one is journaled first', () => {
    const overlapping = eventsAt(
      open(Channel.PHONE),
      [5_000, turn('interlocutor', 'Oui', 2)],
      [10_000, turn('candidate', 'Je vous explique', 8)],
    );
    expect(brief(foldConversation(overlapping).items)).toEqual(['turn 2-10 Je vous explique', 'turn 3-5 Oui']);
  });

  test('knows who is there and who is on hold', () => {
    const candidateAt = (atMs: number) => foldConversation(call, atMs).participants.find(({ side }) => side === 'candidate');
    expect(candidateAt(500)).toMatchObject({ name: 'Léa Martin', present: false });
    expect(candidateAt(10_000)).toMatchObject({ present: true, onHold: true });
    expect(candidateAt(21_000)).toMatchObject({ present: true, onHold: false });
    expect(candidateAt(33_000)).toMatchObject({ present: false });
  });

  test('shows a hold that lasts up to the moment, and marks it so', () => {
    const hold = foldConversation(call, 15_000).items.find((item) => item.kind === 'interval');
    expect(hold).toMatchObject({ fromMs: 9_000, untilMs: 15_000, ongoing: true, reason: 'vérification' });
  });

  test('ends a hold when whoever holds leaves, and when the interview is closed', () => {
    const holdThen = (end: BodyKind) => {
      const events = eventsAt(open(Channel.PHONE), [1_000, { case: 'hold', value: { participantId: 'candidate' } }], [5_000, end]);
      return foldConversation(events, 9_000).items.find(({ kind }) => kind === 'interval');
    };
    const ends: BodyKind[] = [
      { case: 'participantLeft', value: { participantId: 'candidate' } },
      { case: 'interviewClosed', value: {} },
    ];
    for (const end of ends) expect(holdThen(end)).toMatchObject({ untilMs: 5_000, ongoing: false });
  });

  test('shows the turn that is being spoken at the moment as ongoing', () => {
    const turns = foldConversation(call, 7_000).items.filter((item) => item.kind === 'turn');
    expect(turns.map(({ text, ongoing }) => [text, ongoing])).toEqual([
      ['Bonjour', false],
      ['Mon devis', true],
    ]);
  });

  test('is closed from the closing on', () => {
    expect(foldConversation(call, 33_999).closedAtMs).toBeNull();
    expect(foldConversation(call, 34_000).closedAtMs).toBe(34_000);
    expect(durationMs(call)).toBe(34_000);
  });

  test('is not made longer by what is journaled after it: that the seal was lifted, and why', () => {
    const lifted: [number, BodyKind] = [90_000_000, { case: 'sealLifted', value: { reason: 'absence' } }];
    const all = [...call, ...eventsAt(lifted)];
    expect(sealLiftedBecause(call)).toBeNull();
    expect(sealLiftedBecause(all)).toBe('absence');
    expect(durationMs(all)).toBe(34_000);
    const closedMonoNs = call.at(-1)!.serverMonoNs;
    expect(durationMs([...call.slice(0, -1), erased(call.at(-1)!), ...eventsAt(lifted)], closedMonoNs)).toBe(34_000);
  });
});

describe('a replay', () => {
  test('shows at every moment what had been shown live, but for what is being spoken', () => {
    for (let atMs = 0; atMs <= 35_000; atMs += 250) {
      const replayed = foldConversation(call, atMs);
      const liveThen = foldConversation(
        call.filter((event) => event.serverMonoNs <= 5_000_000_000n + BigInt(atMs) * 1_000_000n),
        atMs,
      );
      // A gap ends when somebody begins to speak, which is only known once they have finished.
      const settled = replayed.items.filter((item, index, all) => {
        if (item.kind === 'turn') return !item.ongoing;
        const next = all[index + 1];
        return !(item.kind === 'gap' && next?.kind === 'turn' && next.ongoing);
      });
      expect(settled).toEqual(liveThen.items);
      expect(replayed.participants).toEqual(liveThen.participants);
    }
  });

  test('need not look again between two scenes', () => {
    const points = turningPoints(call);
    const shownAt = (atMs: number): unknown =>
      foldConversation(call, atMs).items.map((item) => (item.kind === 'interval' && item.ongoing ? { ...item, untilMs: 0 } : item));
    for (let atMs = 0; atMs <= 34_000; atMs += 125) expect(shownAt(sceneAt(points, atMs))).toEqual(shownAt(atMs));
    expect(sceneAt([], 0)).toBe(0);
  });

  test('seeking back and forth changes nothing', () => {
    const once = foldConversation(call, 10_000);
    foldConversation(call, 30_000);
    expect(foldConversation(call, 10_000)).toEqual(once);
  });
});

const spoken = eventsAt(
  open(Channel.PHONE),
  [1_000, start('candidate', 'c1')],
  [2_000, part('candidate', 'c1', 'Bonjour,')],
  [3_000, start('interlocutor', 'i1')],
  [4_000, part('candidate', 'c1', 'je vous écoutes.')],
  [5_000, finish('interlocutor', 'i1', 'Allô ?')],
  [6_000, finish('candidate', 'c1', 'Bonjour, je vous écoute.')],
  [12_000, start('interlocutor', 'i2')],
  [13_000, part('interlocutor', 'i2', 'Alors voilà')],
  [15_000, start('interlocutor', 'i3')],
  [16_000, { case: 'participantLeft', value: { participantId: 'interlocutor' } }],
  [17_000, start('candidate', 'c2')],
  [19_000, { case: 'interviewClosed', value: {} }],
);
const turnsAt = (events: typeof spoken, atMs: number) =>
  foldConversation(events, atMs).items.flatMap((item) => (item.kind === 'turn' ? [item] : []));

describe('a turn with a beginning', () => {
  test('goes on from its beginning, with the parts that have come, and ends with its final wording', () => {
    const first = (atMs: number) => turnsAt(spoken, atMs)[0];
    expect(first(999)).toBeUndefined();
    expect(first(1_500)).toMatchObject({ text: '', fromMs: 1_000, untilMs: 1_500, ongoing: true });
    expect(first(2_500)).toMatchObject({ text: 'Bonjour,', untilMs: 2_500, ongoing: true });
    expect(first(5_999)).toMatchObject({ text: 'Bonjour, je vous écoutes.', ongoing: true });
    expect(first(6_000)).toMatchObject({ text: 'Bonjour, je vous écoute.', fromMs: 1_000, untilMs: 6_000, ongoing: false, interrupted: false });
  });

  test('is one item, by the event that began it: a mark on it stands beside it after its end', () => {
    const begunBy = spoken[1]!.eventId;
    for (const atMs of [1_000, 3_000, 6_000, 19_000]) {
      const named = foldConversation(spoken, atMs).items.filter(({ eventId }) => eventId === begunBy);
      expect(named.map(({ id }) => id)).toEqual([begunBy]);
    }
    expect(turnsAt(spoken, Infinity)).toHaveLength(5);
  });

  test('may overlap another’s', () => {
    expect(turnsAt(spoken, 4_500).map(({ side, ongoing }) => [side, ongoing])).toEqual([
      ['candidate', true],
      ['interlocutor', true],
    ]);
  });

  test('is broken off by the next of the same participant, by their leaving and by the closing', () => {
    expect(turnsAt(spoken, 14_000).at(-1)).toMatchObject({ text: 'Alors voilà', ongoing: true, interrupted: false });
    expect(turnsAt(spoken, Infinity).slice(2)).toMatchObject([
      { text: 'Alors voilà', fromMs: 12_000, untilMs: 15_000, ongoing: false, interrupted: true },
      { text: '', fromMs: 15_000, untilMs: 16_000, ongoing: false, interrupted: true },
      { text: '', fromMs: 17_000, untilMs: 19_000, ongoing: false, interrupted: true },
    ]);
  });

  test('ends a silence when it begins, not when it is over', () => {
    expect(brief(foldConversation(spoken, 12_000).items)).toContain('gap 6-12');
  });

  test('goes on, live, until the last thing that happened', () => {
    expect(turnsAt(spoken.slice(0, 5), Infinity)[0]).toMatchObject({ untilMs: 4_000, ongoing: true });
  });

  test('is shown in a replay, at every moment, as it was shown live', () => {
    for (let atMs = 0; atMs <= 20_000; atMs += 250) {
      const journaled = spoken.filter((event) => event.serverMonoNs <= spoken[0]!.serverMonoNs + BigInt(atMs) * 1_000_000n);
      expect(foldConversation(spoken, atMs)).toEqual(foldConversation(journaled, atMs));
    }
  });

  test('need not be looked at again between two scenes, but for how far it reaches', () => {
    const points = turningPoints(spoken);
    const shownAt = (atMs: number): unknown => turnsAt(spoken, atMs).map((item) => (item.ongoing ? { ...item, untilMs: 0 } : item));
    for (let atMs = 0; atMs <= 19_000; atMs += 125) expect(shownAt(sceneAt(points, atMs))).toEqual(shownAt(atMs));
  });

  test('whose beginning was erased is known from its end on, as long as it lasted', () => {
    const events = spoken.map((event, index) => (index === 1 ? erased(event) : event));
    expect(turnsAt(events, 5_500).map(({ side }) => side)).toEqual(['interlocutor']);
    expect(turnsAt(events, 6_000)[0]).toMatchObject({ eventId: spoken[6]!.eventId, text: 'Bonjour, je vous écoute.', fromMs: 0, untilMs: 6_000 });
  });

  test('whose next beginning was erased takes no words of the next', () => {
    const events = eventsAt(
      open(Channel.PHONE),
      [1_000, start('candidate', 'c1')],
      [2_000, start('candidate', 'c2')],
      [3_000, part('candidate', 'c2', 'Oui')],
    ).map((event, index) => (index === 2 ? erased(event) : event));
    expect(turnsAt(events, Infinity)[0]).toMatchObject({ text: '' });
  });
});

describe('a chat', () => {
  test('groups messages of one side and has no gaps', () => {
    const view = foldConversation(
      eventsAt(open(Channel.CHAT), [1_000, chat('candidate', 'a')], [2_000, chat('candidate', 'b')], [60_000, chat('interlocutor', 'c')]),
    );
    expect(view.items.map((item) => item.kind === 'message' && item.continues)).toEqual([false, true, false]);
  });
});

describe('an e-mail thread', () => {
  test('knows how deep each answer is', () => {
    const mail = (messageId: string, inReplyTo: string): BodyKind => ({
      case: 'emailMessage',
      value: { participantId: 'candidate', messageId, inReplyTo, subject: 's', text: 't', from: 'f', to: ['t'], cc: [] },
    });
    const view = foldConversation(
      eventsAt(open(Channel.EMAIL), [1, mail('m1', '')], [2, mail('m2', 'm1')], [3, mail('m3', 'm2')], [4, mail('m4', 'lost')]),
    );
    expect(view.items.map((item) => item.kind === 'email' && item.depth)).toEqual([0, 1, 2, 0]);
  });
});

describe('erased events', () => {
  const erasedAt = (...sequences: readonly number[]) => call.map((event) => (sequences.includes(Number(event.sequence)) ? erased(event) : event));
  const closedMonoNs = call.at(-1)!.serverMonoNs;

  test.each(call.map(({ sequence, body }) => [Number(sequence), body!.kind.case]))('event %i, %s, leaves a quiet row in its place', (sequence) => {
    const stampMs = [0, 1_000, 5_000, 8_000, 9_000, 20_000, 32_000, 33_000, 34_000][sequence - 1]!;
    const { items, closedAtMs } = foldConversation(erasedAt(sequence), Infinity, closedMonoNs);
    const row = items.find(({ id }) => id === `event-${sequence}`);
    expect(row).toMatchObject({ kind: 'moment', said: 'erased', fromMs: stampMs, untilMs: stampMs });
    expect(closedAtMs).toBe(34_000);
  });

  test('a conversation of which nothing is left is a column of such rows', () => {
    const { items } = foldConversation(call.map(erased), Infinity, closedMonoNs);
    expect(items.map((item) => 'said' in item && item.said)).toEqual(call.map(() => 'erased'));
    expect(turningPoints(call.map(erased))).toHaveLength(call.length);
  });

  test('what was erased may have been said: the time before it is no silence', () => {
    const gaps = brief(foldConversation(erasedAt(4)).items).filter((item) => item.startsWith('gap'));
    expect(gaps).toEqual(['gap 20-28']);
  });

  test('whoever joined unseen is there once they are heard to leave, and no longer', () => {
    const candidate = foldConversation(erasedAt(2)).participants.find(({ side }) => side === 'candidate');
    expect(candidate).toMatchObject({ name: 'Léa Martin', present: false });
  });

  test('a hold without its end lasts until the next one of the same participant', () => {
    const hold = (atMs: number): [number, BodyKind] => [atMs, { case: 'hold', value: { participantId: 'candidate', reason: '' } }];
    const resume = (atMs: number): [number, BodyKind] => [atMs, { case: 'resume', value: { participantId: 'candidate' } }];
    const events = eventsAt(open(Channel.PHONE), hold(1_000), resume(2_000), hold(3_000), resume(4_000));
    const folded = foldConversation(events.map((event) => (event.sequence === 3n ? erased(event) : event)));
    expect(brief(folded.items.filter((item) => item.kind === 'interval'))).toEqual(['hold 1-3', 'hold 3-4']);
  });
});

describe('whatever happens', () => {
  test('an empty recording is an empty conversation', () => {
    expect(foldConversation([])).toMatchObject({ opened: null, items: [], participants: [], closedAtMs: null });
  });

  test('someone unknown is named by the id that the event gives', () => {
    const [item] = foldConversation(eventsAt(open(Channel.CHAT), [1, chat('expert', 'x')])).items;
    expect(item).toMatchObject({ side: 'other', name: 'expert' });
  });
});
