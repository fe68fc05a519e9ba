// What was said, as the two lanes show it. Where there is more than the eye can part, neighbours become one block: what is
// drawn grows with the width of the page, not with the length of the interview.
import { goesOn, type ConversationItem } from '../../recordings/conversation';
import { xOf, type Scale } from './timeline_layout';

export type Lane = 0 | 1;

// From one pixel to another, in CSS pixels.
export interface Run {
  readonly fromPx: number;
  untilPx: number;
}

export interface LaneRuns {
  readonly turns: readonly [readonly Run[], readonly Run[]];
  readonly messages: readonly [readonly Run[], readonly Run[]];
  // Over both lanes.
  readonly intervals: readonly Run[];
  readonly closings: readonly Run[];
}

// What is shorter could not be seen.
export const turnMinPx = 2;
// A message has no length of its own.
const messagePx = 5;

// The candidate's lane is the first, whoever else speaks has the second.
export function laneOf(item: ConversationItem): Lane {
  return 'side' in item && item.side === 'candidate' ? 0 : 1;
}

// Of `items`, in the order they began, whatever has ended: what goes on is drawn with what moves.
export function laneRuns(items: readonly ConversationItem[], scale: Scale): LaneRuns {
  const turns: [Run[], Run[]] = [[], []];
  const messages: [Run[], Run[]] = [[], []];
  const intervals: Run[] = [];
  const closings: Run[] = [];
  for (const item of items) {
    if (goesOn(item)) continue;
    const fromPx = xOf(scale, item.fromMs);
    const untilPx = Math.max(fromPx + turnMinPx, xOf(scale, item.untilMs));
    if (item.kind === 'turn') addRun(turns[laneOf(item)], fromPx, untilPx);
    else if (item.kind === 'message' || item.kind === 'email') addRun(messages[laneOf(item)], fromPx, fromPx + messagePx);
    else if (item.kind === 'interval') addRun(intervals, fromPx, untilPx);
    else if (item.kind === 'moment' && item.said === 'interviewClosed') addRun(closings, fromPx, fromPx);
  }
  return { turns, messages, intervals, closings };
}

// Runs are added in the order of their beginnings; one that overlaps the last prolongs it.
export function addRun(runs: Run[], fromPx: number, untilPx: number): void {
  const last = runs.at(-1);
  if (last && fromPx < last.untilPx) last.untilPx = Math.max(last.untilPx, untilPx);
  else runs.push({ fromPx, untilPx });
}

// The previous ones themselves where nothing that is drawn has changed: a canvas need not be drawn again.
export function keepSame<T>(now: T, before: T | null): T {
  return before !== null && JSON.stringify(now) === JSON.stringify(before) ? before : now;
}
