// Where things lie on the timeline. Pure: positions in milliseconds in, pixels out.
export interface Scale {
  readonly widthPx: number;
  // From the first moment that is drawn to the last.
  readonly spanMs: number;
  // Room at the right, beyond the end: for what was marked after it. 0 where nothing was.
  readonly afterPx: number;
}

// A short interview does not stretch: its first minute looks as a minute of a long one.
const spanMinMs = 120_000;
// A live interview grows into free room at its end, and is drawn to a new scale only when that is used up.
const liveRoom = 1.15;
const liveStepMs = 60_000;

export function spanOf(durationMs: number, live: boolean): number {
  if (!live) return Math.max(1000, durationMs);
  return Math.max(spanMinMs, Math.ceil((durationMs * liveRoom) / liveStepMs) * liveStepMs);
}

// Room for half a sign at the first moment, and for signs with a count at the last.
const startEdgePx = 8;
const endEdgePx = 36;

function drawnPx(scale: Scale): number {
  return Math.max(1, scale.widthPx - startEdgePx - endEdgePx - scale.afterPx);
}

export function xOf(scale: Scale, positionMs: number): number {
  return startEdgePx + (positionMs / scale.spanMs) * drawnPx(scale);
}

export function positionAt(scale: Scale, xPx: number): number {
  return Math.min(scale.spanMs, Math.max(0, ((xPx - startEdgePx) / drawnPx(scale)) * scale.spanMs));
}

const tickStepsMs = [5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
// "61:05" with air around it.
const tickRoomPx = 64;

// Round moments, far enough apart for their labels.
export function ticks(scale: Scale): readonly number[] {
  const roomMs = (tickRoomPx / drawnPx(scale)) * scale.spanMs;
  const stepMs = tickStepsMs.find((step) => step >= roomMs) ?? tickStepsMs.at(-1)!;
  const count = Math.floor(scale.spanMs / stepMs);
  return Array.from({ length: count + 1 }, (_, index) => index * stepMs);
}
