import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../gen/regard/v1/frame_pb';
import { unreadableRestMs } from '../link/unreadable';
import { Recording, type EventCopies } from './recording';
import { ConnectionBench, erased, eventAt, settle } from '../test_support';

const note = { case: 'note', value: { text: 'x' } } as const;
const batch = (...sequences: number[]) =>
  ({
    case: 'eventBatch',
    value: { recordingId: 'recording', events: sequences.map((sequence) => eventAt(sequence, sequence, note)) },
  }) as const;

function opened(): { bench: ConnectionBench; recording: Recording } {
  const bench = new ConnectionBench();
  bench.open();
  return { bench, recording: new Recording('recording', bench.connection, () => bench.time.nowMs, bench.time.timers) };
}

describe('recording', () => {
  test('subscribes from the beginning', () => {
    const { bench } = opened();
    expect(bench.socket.saidOf('subscribe').map(({ value }) => value.afterSequence)).toEqual([0n]);
  });

  test('keeps events in sequence and says when it has them all', () => {
    const { bench, recording } = opened();
    bench.socket.receive(batch(1, 2));
    expect(recording.caughtUp).toBe(false);
    bench.socket.receive(batch(3));
    bench.socket.receive({ case: 'caughtUp', value: { recordingId: 'recording', sequence: 3n, damaged: true } });
    expect(recording.events.map((event) => event.sequence)).toEqual([1n, 2n, 3n]);
    expect(recording.caughtUp).toBe(true);
    expect(recording.damaged).toBe(true);
  });

  test('stays readable through a cut, once it was all there', async () => {
    const { bench, recording } = opened();
    bench.socket.receive(batch(1, 2));
    expect(recording.readable).toBe(false);
    bench.socket.receive({ case: 'caughtUp', value: { recordingId: 'recording', sequence: 2n } });
    await bench.cutAndReturn();
    expect(recording.caughtUp).toBe(false);
    expect(recording.readable).toBe(true);
  });

  test('resumes from its cursor after a cut', async () => {
    const { bench, recording } = opened();
    bench.socket.receive(batch(1, 2));
    await bench.cutAndReturn();
    expect(bench.socket.saidOf('subscribe').map(({ value }) => value.afterSequence)).toEqual([2n]);
    bench.socket.receive(batch(3));
    expect(recording.cursor).toBe(3n);
  });

  test('is not caught up while the connection is lost', () => {
    const { bench, recording } = opened();
    bench.socket.receive({ case: 'caughtUp', value: { recordingId: 'recording', sequence: 0n } });
    bench.socket.cut(1006);
    expect(recording.caughtUp).toBe(false);
  });

  test.each([
    ['gap', [1, 3], 2n, 3n],
    ['duplicate', [1, 1], 2n, 1n],
  ])('shows a %s as a fault and takes nothing more', (_name, sequences, expected, received) => {
    const { bench, recording } = opened();
    bench.socket.receive(batch(...sequences));
    expect(recording.fault).toEqual({ kind: 'broken_sequence', expected, received });
    bench.socket.receive(batch(1));
    expect(recording.events).toEqual([]);
  });

  test('leaves other recordings alone', () => {
    const { bench, recording } = opened();
    bench.socket.receive({ case: 'eventBatch', value: { recordingId: 'another', events: [eventAt(1, 0, note)] } });
    expect(recording.events).toEqual([]);
  });

  test('says that it was refused', () => {
    const { bench, recording } = opened();
    bench.socket.receive({ case: 'error', value: { code: ErrorCode.UNKNOWN_RECORDING, recordingId: 'recording' } });
    expect(recording.fault?.kind).toBe('refused');
  });

  test('asks again for what the server could not read, and goes on where it was', () => {
    const { bench, recording } = opened();
    bench.socket.receive(batch(1, 2));
    bench.socket.receive({ case: 'error', value: { code: ErrorCode.STORE_UNREADABLE, recordingId: 'recording' } });
    expect(recording.fault?.kind).toBe('refused');
    bench.time.step(unreadableRestMs);
    expect(bench.socket.saidOf('subscribe').map(({ value }) => value.afterSequence)).toEqual([0n, 2n]);
    bench.socket.receive(batch(3));
    bench.socket.receive({ case: 'caughtUp', value: { recordingId: 'recording', sequence: 3n } });
    expect(recording.fault).toBeNull();
    expect(recording.cursor).toBe(3n);
    expect(recording.caughtUp).toBe(true);
  });

  test('does not take the refusal of a publication for its own', () => {
    const { bench, recording } = opened();
    bench.socket.receive({ case: 'error', value: { code: ErrorCode.WRONG_STATE, recordingId: 'recording', clientId: 'c' } });
    expect(recording.fault).toBeNull();
  });

  test('knows who is there and who types, for a while', () => {
    const { bench, recording } = opened();
    bench.socket.receive({ case: 'presence', value: { recordingId: 'recording', people: [{ accountId: 'a', name: 'Anne' }] } });
    bench.socket.receive({
      case: 'signal',
      value: { recordingId: 'recording', accountId: 'a', signal: { case: 'typing', value: true } },
    });
    expect(recording.company.people.map((person) => person.name)).toEqual(['Anne']);
    expect(recording.company.isTyping('a', bench.time.nowMs)).toBe(true);
    expect(recording.company.isTyping('a', bench.time.nowMs + 10_000)).toBe(false);
  });

  test('what was delivered never goes back', () => {
    const { bench, recording } = opened();
    for (const sequence of [4n, 2n]) {
      bench.socket.receive({
        case: 'signal',
        value: { recordingId: 'recording', accountId: 'a', signal: { case: 'deliveredSequence', value: sequence } },
      });
    }
    expect(recording.company.deliveredTo('a')).toBe(4n);
  });

  test('unsubscribes when it is closed', () => {
    const { bench, recording } = opened();
    recording.close();
    expect(bench.socket.saidOf('unsubscribe')).toHaveLength(1);
  });
});

describe('a recording of which something is kept', () => {
  const event = (sequence: number) => eventAt(sequence, sequence, note);

  function reloaded(...kept: ReturnType<typeof event>[]) {
    const bench = new ConnectionBench();
    const written: bigint[] = [];
    const dropped: bigint[] = [];
    const copies: EventCopies = {
      events: () => Promise.resolve(kept),
      keepEvents: (_id, events) => Promise.resolve(void written.push(...events.map(({ sequence }) => sequence))),
      dropEventsAfter: (_id, sequence) => Promise.resolve(void dropped.push(sequence)),
    };
    const recording = new Recording('recording', bench.connection, () => 0, bench.time.timers, copies);
    return { bench, recording, written, dropped };
  }
  const caughtUp = { case: 'caughtUp', value: { recordingId: 'recording', sequence: 2n } } as const;

  test('is shown without a connection, and is not called complete', async () => {
    const { recording } = reloaded(event(1), event(2));
    await settle();
    expect(recording.events).toHaveLength(2);
    expect(recording.caughtUp).toBe(false);
    expect(recording.readable).toBe(true);
    expect(recording.cursor).toBe(0n);
  });

  test('is read again from the beginning, and never shows less meanwhile', async () => {
    const { bench, recording } = reloaded(event(1), event(2));
    await settle();
    bench.open();
    expect(bench.socket.saidOf('subscribe').map(({ value }) => value.afterSequence)).toEqual([0n]);
    bench.socket.receive(batch(1));
    expect(recording.events).toHaveLength(2);
    bench.socket.receive(batch(2, 3));
    expect(recording.events).toHaveLength(3);
  });

  test('is what the server says once it has said it: another journal, or what was erased since', async () => {
    const { bench, recording, written, dropped } = reloaded(event(1), event(2), event(3));
    await settle();
    bench.open();
    bench.socket.receive({ case: 'eventBatch', value: { recordingId: 'recording', events: [event(1), erased(event(2))] } });
    bench.socket.receive(caughtUp);
    expect(recording.events.map(({ erased }) => erased)).toEqual([false, true]);
    expect(written).toEqual([2n]);
    expect(dropped).toEqual([2n]);
  });

  test('is gone once the server refuses it, but not while it cannot be read', async () => {
    const { bench, recording, dropped } = reloaded(event(1));
    await settle();
    bench.open();
    bench.socket.receive({ case: 'error', value: { code: ErrorCode.STORE_UNREADABLE, recordingId: 'recording' } });
    expect(recording.events).toHaveLength(1);
    bench.socket.receive({ case: 'error', value: { code: ErrorCode.UNKNOWN_RECORDING, recordingId: 'recording' } });
    expect(recording.events).toEqual([]);
    expect(recording.readable).toBe(false);
    expect(dropped).toEqual([0n]);
  });

  test('does not come back when the browser gives it after the server', async () => {
    const { bench, recording } = reloaded(event(1), event(2));
    bench.open();
    bench.socket.receive({ case: 'caughtUp', value: { recordingId: 'recording', sequence: 0n } });
    await settle();
    expect(recording.events).toEqual([]);
  });
});
