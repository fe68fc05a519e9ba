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
