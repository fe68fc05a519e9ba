// The moments at which what a conversation shows changes. Between two of them a replay need not look again.
import type { Event } from '../gen/regard/v1/envelope_pb';
import { beginningOf, positionOf } from './conversation';

// What goes on (a hold) is redrawn this often.
const redrawEveryMs = 1_000;

// Positions in rising order: the stamps of events, and the beginnings of what lasted.
export function turningPoints(events: readonly Event[]): readonly number[] {
  const openedMonoNs = events[0]?.serverMonoNs ?? 0n;
  const points = events.flatMap((event) => {
    const stampMs = positionOf(event, openedMonoNs);
    return [...new Set([stampMs, beginningOf(event, stampMs)])];
  });
  return points.sort((a, b) => a - b);
}

// The latest moment, not after `positionMs`, at which there was something new to show.
export function sceneAt(points: readonly number[], positionMs: number): number {
  const redrawMs = Math.floor(positionMs / redrawEveryMs) * redrawEveryMs;
  return Math.max(redrawMs, points[lastNotAfter(points, positionMs)] ?? 0);
}

function lastNotAfter(points: readonly number[], positionMs: number): number {
  let [low, high] = [-1, points.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (points[middle]! <= positionMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
