import { describe, expect, test } from 'vitest';
import { ServerClock } from './clock';

function clockAt(start: { nowUs: bigint }): ServerClock {
  return new ServerClock(() => start.nowUs);
}

describe('server clock', () => {
  test('knows nothing before the first reading', () => {
    const clock = clockAt({ nowUs: 0n });
    expect(clock.estimate()).toBeNull();
    expect(clock.positionMs(0n)).toBeNull();
  });

  test('takes the middle of the round trip and bounds the error by half of it', () => {
    const page = { nowUs: 1_000n };
    const clock = clockAt(page);
    page.nowUs = 3_000n;
    clock.accept(1_000n, 52_000_000n);
    expect(clock.estimate()).toEqual({ offsetUs: 50_000n, errorUs: 1_001n });
  });

  test('keeps the sample with the shorter round trip', () => {
    const page = { nowUs: 100n };
    const clock = clockAt(page);
    clock.accept(0n, 1_000_000n);
    page.nowUs = 10_000n;
    clock.accept(5_000n, 8_600_000n);
    expect(clock.estimate()?.offsetUs).toBe(950n);
  });

  test('prefers a new sample once the old one has drifted past it', () => {
    const page = { nowUs: 100n };
    const clock = clockAt(page);
    clock.accept(0n, 1_000_000n);
    page.nowUs += 60_000_000n;
    clock.accept(page.nowUs - 4_000n, (page.nowUs - 2_000n + 3_000n) * 1000n);
    expect(clock.estimate()?.offsetUs).toBe(3_000n);
  });

  test('believes a new sample that contradicts the old one: the computer slept', () => {
    const page = { nowUs: 100n };
    const clock = clockAt(page);
    clock.accept(0n, 1_000_000n);
    page.nowUs = 20_000n;
    clock.accept(10_000n, 900_000_000n);
    expect(clock.estimate()?.offsetUs).toBe(885_000n);
  });

  test('gives positions without the network: it goes on with the page', () => {
    const page = { nowUs: 0n };
    const clock = clockAt(page);
    clock.accept(0n, 7_000_000_000n);
    page.nowUs = 83_500_000n;
    expect(clock.positionMs(7_000_000_000n)).toBe(83_500);
  });

  test('the true offset is always within the bound', () => {
    const page = { nowUs: 0n };
    const clock = clockAt(page);
    const trueOffsetUs = 123_456_789n;
    let seed = 7;
    const random = (below: number): bigint => BigInt((seed = (seed * 48_271) % 2_147_483_647) % below);
    for (let probe = 0; probe < 500; probe++) {
      const sentUs = (page.nowUs += 1_000_000n);
      const readUs = sentUs + random(40_000);
      page.nowUs = readUs + random(40_000);
      clock.accept(sentUs, (readUs + trueOffsetUs) * 1000n);
      const { offsetUs, errorUs } = clock.estimate()!;
      const wrongUs = offsetUs > trueOffsetUs ? offsetUs - trueOffsetUs : trueOffsetUs - offsetUs;
      expect(wrongUs).toBeLessThanOrEqual(errorUs);
    }
  });
});

describe('server clock across a reload', () => {
  // A page of which the clock was compared at 0; the trusted clock is 50 ms ahead of it.
  function compared(page: { nowUs: bigint }): ServerClock {
    const clock = clockAt(page);
    page.nowUs += 2_000n;
    clock.accept(page.nowUs - 2_000n, (page.nowUs - 1_000n + 50_000n) * 1000n);
    return clock;
  }

  test('goes on from what was kept, by the wall clock between', () => {
    const before = { nowUs: 1_000_000n };
    const kept = compared(before).keep(9_000)!;
    // The new page begins its own clock somewhere else, ten seconds later.
    const after = { nowUs: 77_000_000n };
    const clock = clockAt(after);
    clock.resume(kept, 19_000);
    expect(clock.serverMonoNowNs()).toBe((before.nowUs + 50_000n + 10_000_000n) * 1000n);
  });

  test('is off by more the longer ago it was kept', () => {
    const kept = compared({ nowUs: 0n }).keep(0)!;
    const errorAfter = (betweenMs: number): bigint => {
      const clock = clockAt({ nowUs: 0n });
      clock.resume(kept, betweenMs);
      return clock.estimate()!.errorUs;
    };
    expect(errorAfter(0)).toBeGreaterThan(kept.errorUs);
    expect(errorAfter(600_000) - errorAfter(0)).toBe(300_000n);
  });

  test('is not affected by a wall clock that was set while the page was open', () => {
    const page = { nowUs: 0n };
    const before = compared(page);
    page.nowUs += 5_000_000n;
    // Set an hour ahead meanwhile.
    const kept = before.keep(3_605_000)!;
    const clock = clockAt({ nowUs: 0n });
    clock.resume(kept, 3_605_000);
    expect(clock.serverMonoNowNs()).toBe(before.serverMonoNowNs());
  });

  test('is unknown where the wall clock is earlier than it was', () => {
    const kept = compared({ nowUs: 0n }).keep(10_000)!;
    const clock = clockAt({ nowUs: 0n });
    clock.resume(kept, 9_999);
    expect(clock.estimate()).toBeNull();
  });

  test('is told anew by the first reading that is better', () => {
    const kept = compared({ nowUs: 0n }).keep(0)!;
    const page = { nowUs: 0n };
    const clock = clockAt(page);
    clock.resume(kept, 60_000);
    page.nowUs = 1_000n;
    clock.accept(0n, 5_000_000n);
    expect(clock.estimate()).toEqual({ offsetUs: 4_500n, errorUs: 501n });
  });
});
