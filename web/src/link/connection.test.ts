import { describe, expect, test } from 'vitest';
import { answerPatienceMs, heartbeatEveryMs, openingDeadlineMs, probeDeadlineMs } from './connection';
import { backOffMs } from './connection_state';
import { ConnectionBench, settle } from '../test_support';

describe('back-off', () => {
  test('doubles up to its cap', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((attempt) => backOffMs(attempt, 0))).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  test('takes away at most half at random', () => {
    expect(backOffMs(5, 0.999)).toBeGreaterThan(4_000);
  });
});

describe('connection', () => {
  test('is open once the server has welcomed it, not before', () => {
    const bench = new ConnectionBench();
    bench.connection.start();
    expect(bench.connection.state.kind).toBe('connecting');
    expect(bench.connection.send({ case: 'unsubscribe', value: {} })).toBe(false);
    bench.welcome();
    expect(bench.connection.state.kind).toBe('open');
  });

  test('probes the clock at once and takes the reading', () => {
    const bench = new ConnectionBench();
    bench.open();
    const probe = bench.socket.saidOf('clockProbe')[0]!;
    bench.time.step(2);
    bench.socket.receive({ case: 'clockReading', value: { clientWallUs: probe.value.clientWallUs, serverMonoNs: 9_001_000n } });
    expect(bench.clock.estimate()?.offsetUs).toBe(8_001n);
  });

  test.each([1006, 1012, 1013])('opens again after close code %i and says since when it was lost', async (code) => {
    const bench = new ConnectionBench();
    bench.open();
    bench.time.step(5_000);
    bench.socket.cut(code);
    expect(bench.connection.state).toEqual({ kind: 'lost', sinceWallMs: 5_000 });
    await settle();
    bench.time.step(500);
    expect(bench.sockets).toHaveLength(2);
    bench.welcome();
    expect(bench.connection.state.kind).toBe('open');
  });

  test('keeps the moment it was lost while attempts fail', async () => {
    const bench = new ConnectionBench();
    bench.open();
    bench.socket.cut(1006);
    for (let attempt = 0; attempt < 3; attempt++) {
      await settle();
      bench.time.step(8_000);
      bench.socket.cut(1006);
    }
    expect(bench.connection.state).toEqual({ kind: 'lost', sinceWallMs: 0 });
    expect(bench.sockets.length).toBeGreaterThan(3);
  });

  test('opens at once when the browser says that it is online again', async () => {
    const bench = new ConnectionBench();
    bench.open();
    bench.socket.cut(1006);
    bench.network.dispatchEvent(new Event('online'));
    expect(bench.sockets).toHaveLength(2);
    await settle();
    expect(bench.sockets).toHaveLength(2);
  });

  test('gives up a peer that answers a probe with nothing', () => {
    const bench = new ConnectionBench();
    bench.open();
    bench.time.step(probeDeadlineMs);
    expect(bench.connection.state.kind).toBe('lost');
    expect(bench.socket.closed).toBe(true);
  });

  test('keeps a quiet peer that answers every probe', () => {
    const bench = new ConnectionBench();
    bench.connection.start();
    bench.socket.answersProbes = true;
    bench.welcome();
    bench.time.step(10 * heartbeatEveryMs);
    expect(bench.connection.state.kind).toBe('open');
    expect(bench.sockets).toHaveLength(1);
  });

  test('asks soon whether the other side is there when something published is not answered', () => {
    const bench = new ConnectionBench();
    bench.connection.start();
    bench.socket.answersProbes = true;
    bench.welcome();
    bench.time.step(3_000);
    bench.socket.answersProbes = false;
    bench.connection.send({ case: 'publish', value: {} });
    bench.time.step(answerPatienceMs + probeDeadlineMs - 1);
    expect(bench.connection.state.kind).toBe('open');
    bench.time.step(1);
    expect(bench.connection.state.kind).toBe('lost');
  });

  test('does not ask where it is answered', () => {
    const bench = new ConnectionBench();
    bench.connection.start();
    bench.socket.answersProbes = true;
    bench.welcome();
    bench.time.step(3_000);
    const probes = bench.socket.saidOf('clockProbe').length;
    bench.connection.send({ case: 'publish', value: {} });
    bench.socket.receive({ case: 'ack', value: {} });
    bench.time.step(answerPatienceMs);
    expect(bench.socket.saidOf('clockProbe')).toHaveLength(probes);
  });

  test('is none where the server takes the browser for somebody else', () => {
    const bench = new ConnectionBench();
    bench.connection.start();
    bench.socket.receive({ case: 'welcome', value: { accountId: 'somebody else' } });
    expect(bench.connection.state.kind).toBe('signed_out');
    expect(bench.connection.send({ case: 'publish', value: {} })).toBe(false);
    expect(bench.socket.closed).toBe(true);
  });

  test('says since when an earlier load of the page had none', async () => {
    const bench = new ConnectionBench(-60_000);
    bench.connection.start();
    bench.socket.cut(1006);
    expect(bench.connection.state).toEqual({ kind: 'lost', sinceWallMs: -60_000 });
    await settle();
    bench.time.step(500);
    bench.welcome();
    bench.time.step(1_000);
    bench.socket.cut(1006);
    expect(bench.connection.state).toEqual({ kind: 'lost', sinceWallMs: 1_500 });
  });

  test('gives up an opening that takes too long', async () => {
    const bench = new ConnectionBench();
    bench.connection.start();
    bench.time.step(openingDeadlineMs);
    await settle();
    bench.time.step(500);
    expect(bench.sockets).toHaveLength(2);
  });

  test('says that the account is signed out, and tries no more', async () => {
    const bench = new ConnectionBench();
    bench.signedIn = false;
    bench.connection.start();
    bench.socket.cut(1006);
    await settle();
    expect(bench.connection.state.kind).toBe('signed_out');
    bench.time.step(600_000);
    expect(bench.sockets).toHaveLength(1);
  });

  test('does not listen to a socket that it has given up', () => {
    const bench = new ConnectionBench();
    bench.open();
    const abandoned = bench.socket;
    abandoned.cut(1006);
    bench.network.dispatchEvent(new Event('online'));
    bench.welcome();
    abandoned.cut(1006);
    expect(bench.connection.state.kind).toBe('open');
  });

  test('treats bytes that are no frame as a lost connection', () => {
    const bench = new ConnectionBench();
    bench.open();
    bench.socket.onmessage?.({ data: new Uint8Array([0xff, 0xff]).buffer } as MessageEvent);
    expect(bench.connection.state.kind).toBe('lost');
  });

  test('stays quiet for ever after stop', async () => {
    const bench = new ConnectionBench();
    bench.open();
    bench.connection.stop();
    bench.network.dispatchEvent(new Event('online'));
    await settle();
    bench.time.step(600_000);
    expect(bench.sockets).toHaveLength(1);
    expect(bench.socket.closed).toBe(true);
  });
});
