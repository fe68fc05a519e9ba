import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConnectionBench } from '../test_support';
import { ServerClock } from '../link/clock';
import { KeptLink, takeUpLink } from './kept_link';

function bench() {
  const facts = new Map<string, unknown>();
  const copies = {
    fact: (name: string) => Promise.resolve(facts.get(name)),
    keepFact: (name: string, value: unknown) => Promise.resolve(void facts.set(name, value)),
  };
  const page = new ConnectionBench();
  const link = new KeptLink(copies, page.clock, page.connection);
  return { copies, page, link };
}

describe('what is kept of the link', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 0 }));
  afterEach(() => void vi.useRealTimers());

  test('is the clock from its first reading on', async () => {
    const { copies, page, link } = bench();
    page.open();
    const { clientWallUs } = page.socket.saidOf('clockProbe')[0]!.value;
    page.socket.receive({ case: 'clockReading', value: { clientWallUs, serverMonoNs: 9_000_000_000n } });
    const next = new ServerClock(() => 0n);
    await takeUpLink(copies, next);
    expect(next.serverMonoNowNs()).toBe(9_000_000_000n);
    link.stop();
  });

  test('is since when there was no connection, until there is one', async () => {
    const { copies, page, link } = bench();
    page.open();
    page.time.step(4_000);
    page.socket.cut(1006);
    expect(await takeUpLink(copies, page.clock)).toBe(4_000);
    page.network.dispatchEvent(new Event('online'));
    page.welcome();
    expect(await takeUpLink(copies, page.clock)).toBeNull();
    link.stop();
  });
});
