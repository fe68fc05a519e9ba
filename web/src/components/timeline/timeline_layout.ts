// Where things lie on the timeline. Pure: positions in milliseconds in, pixels out.
import type { ConversationItem } from '../../recordings/conversation';

export interface Scale {
  readonly widthPx: number;
  // What the whole width stands for.
  readonly spanMs: number;
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

// Room for half a sign at both ends.
const edgePx = 8;

function drawnPx(scale: Scale): number {
  return Math.max(1, scale.widthPx - 2 * edgePx);
}

export function xOf(scale: Scale, positionMs: number): number {
  return edgePx + (positionMs / scale.spanMs) * drawnPx(scale);
}

export function positionAt(scale: Scale, xPx: number): number {
  return Math.min(scale.spanMs, Math.max(0, ((xPx - edgePx) / drawnPx(scale)) * scale.spanMs));
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

export type Lane = 0 | 1;

// The candidate's lane is the first, whoever else speaks has the second.
export function laneOf(item: ConversationItem): Lane {
  return 'side' in item && item.side === 'candidate' ? 0 : 1;
}

export interface Placed<T> {
  readonly mark: T;
  readonly xPx: number;
  // 0 is the lowest place; marks at nearly the same moment stand one on another.
  readonly level: number;
}

// Stacks marks that would cover each other. What finds no free level lies on the highest: it is seen, if not apart.
export function stack<T extends { readonly fromMs: number }>(
  marks: readonly T[],
  scale: Scale,
  signPx: number,
  levels: number,
): readonly Placed<T>[] {
  const usedUntilPx = new Array<number>(levels).fill(-Infinity);
  return [...marks]
    .sort((a, b) => a.fromMs - b.fromMs)
    .map((mark) => {
      const xPx = xOf(scale, mark.fromMs);
      const free = usedUntilPx.findIndex((until) => until <= xPx);
      const level = free === -1 ? levels - 1 : free;
      usedUntilPx[level] = xPx + signPx;
      return { mark, xPx, level };
    });
}
