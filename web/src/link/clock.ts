// The trusted clock as this page knows it: every ClockReading gives one sample of (server_mono - page clock). The page
// clock is timeOrigin + performance.now(): it goes on without the network and does not jump when somebody sets the time.
import { differenceMs } from '../base/time';

// Microseconds since 1970 by the page's own steady clock.
export type PageClock = () => bigint;

export const pageClock: PageClock = () => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000));

export interface ClockEstimate {
  // (server_mono - page clock), in microseconds.
  readonly offsetUs: bigint;
  // The offset is wrong by at most this much.
  readonly errorUs: bigint;
}

// What is left of an estimate when the page is gone: the offset from the wall clock, which alone goes on.
export interface KeptEstimate extends ClockEstimate {
  // When it was kept, by the wall clock.
  readonly keptAtWallMs: number;
}

interface Sample extends ClockEstimate {
  readonly takenAtUs: bigint;
}

// Two quartz clocks drift apart by at most about 100 microseconds a second: an old sample is worth that much less.
const driftPerSecondUs = 100n;

// Systems that correct their wall clock do it by at most 500 microseconds a second, unless somebody sets it: what was kept
// for a second is worth that much less.
const correctionPerSecondUs = 500n;
// Date.now() is a whole number of milliseconds, read twice.
const wallReadingUs = 2_000n;

export class ServerClock {
  readonly #pageClock: PageClock;
  #best: Sample | null = null;

  constructor(clock: PageClock = pageClock) {
    this.#pageClock = clock;
  }

  pageNowUs(): bigint {
    return this.#pageClock();
  }

  // A reading answers a probe that left at `sentUs` by the page clock, and has just arrived. The true offset lies within
  // half the round trip of the estimate. Keeps whichever sample bounds the error better by now; when both cannot be right
  // (the computer slept, and its clock with it), the new one.
  accept(sentUs: bigint, serverMonoNs: bigint): void {
    const nowUs = this.#pageClock();
    const roundTripUs = nowUs - sentUs;
    if (roundTripUs < 0n) return;
    const middleUs = sentUs + roundTripUs / 2n;
    const sample = { offsetUs: serverMonoNs / 1000n - middleUs, errorUs: roundTripUs / 2n + 1n, takenAtUs: nowUs };
    if (this.#best === null || isBetter(sample, this.#best, nowUs)) this.#best = sample;
  }

  // For the next load of the page; null until the first reading. Kept again and again: a wall clock that is set while the page
  // is open then does no harm.
  keep(wallNowMs: number): KeptEstimate | null {
    const estimate = this.estimate();
    if (estimate === null) return null;
    const wallAheadUs = BigInt(wallNowMs) * 1000n - this.#pageClock();
    return { offsetUs: estimate.offsetUs - wallAheadUs, errorUs: estimate.errorUs, keptAtWallMs: wallNowMs };
  }

  // Takes up what an earlier load of the page kept, until the first reading. The error grows with the time between, of which
  // nothing but the wall clock tells; one that is earlier than it was has been set, and is not believed.
  resume(kept: KeptEstimate, wallNowMs: number): void {
    const betweenMs = wallNowMs - kept.keptAtWallMs;
    if (this.#best !== null || betweenMs < 0) return;
    const wallAheadUs = BigInt(wallNowMs) * 1000n - this.#pageClock();
    const errorUs = kept.errorUs + wallReadingUs + (BigInt(betweenMs) * correctionPerSecondUs) / 1000n;
    this.#best = { offsetUs: kept.offsetUs + wallAheadUs, errorUs, takenAtUs: this.#pageClock() };
  }

  // Null until the first reading.
  estimate(): ClockEstimate | null {
    if (this.#best === null) return null;
    return { offsetUs: this.#best.offsetUs, errorUs: errorAt(this.#best, this.#pageClock()) };
  }

  // Null until the first reading.
  serverMonoNowNs(): bigint | null {
    return this.#best === null ? null : (this.#pageClock() + this.#best.offsetUs) * 1000n;
  }

  // Milliseconds since the interview was opened; null until the first reading.
  positionMs(openedMonoNs: bigint): number | null {
    const nowNs = this.serverMonoNowNs();
    return nowNs === null ? null : Math.max(0, differenceMs(nowNs, openedMonoNs));
  }
}

function isBetter(sample: Sample, best: Sample, nowUs: bigint): boolean {
  const bestErrorUs = errorAt(best, nowUs);
  const apartUs = sample.offsetUs > best.offsetUs ? sample.offsetUs - best.offsetUs : best.offsetUs - sample.offsetUs;
  return sample.errorUs <= bestErrorUs || apartUs > sample.errorUs + bestErrorUs;
}

function errorAt(sample: Sample, nowUs: bigint): bigint {
  return sample.errorUs + ((nowUs - sample.takenAtUs) * driftPerSecondUs) / 1_000_000n;
}
