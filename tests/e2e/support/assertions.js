import assert from 'node:assert/strict';

// A recording has the sequences 1, 2, 3... without a gap and none twice.
export function assertUnbroken(events) {
  assert.deepEqual(
    events.map(({ sequence }) => Number(sequence)),
    events.map((_, at) => at + 1),
  );
}

// Wall clocks are rounded to a millisecond on both sides, and drift a little from the server's steady one.
const clockReadingMs = 20;

// The mark's position is the moment at which its key was pressed, as exactly as the browser can know the server's clock:
// each event says how far off the estimate may be.
export function assertTrueTime(interview, events, markedMs, { afterMs, beforeMs }, what) {
  const openedMs = Number(BigInt(interview.openedWallNs) / 1_000_000n);
  const errorsMs = events.map(({ clientTime }) => Number(clientTime?.clockOffsetErrorUs ?? 0) / 1000);
  const toleranceMs = Math.max(...errorsMs) + clockReadingMs;
  assert.ok(markedMs >= afterMs - openedMs - toleranceMs, `${what} is marked too early`);
  assert.ok(markedMs <= beforeMs - openedMs + toleranceMs, `${what} is marked too late`);
}
