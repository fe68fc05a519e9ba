import { describe, expect, it } from 'vitest';
import type { ConversationItem } from '../../recordings/conversation';
import { keepSame, laneRuns } from './lane_runs';
import type { Scale } from './timeline_layout';

const scale: Scale = { widthPx: 1000, spanMs: 960_000, afterPx: 0 };

function turn(fromMs: number, untilMs: number, changes: Partial<{ side: 'candidate' | 'other'; ongoing: boolean }> = {}): ConversationItem {
  const base = { id: String(fromMs), eventId: '', participantId: '', name: '', text: '', side: 'candidate', ongoing: false, interrupted: false } as const;
  return { ...base, kind: 'turn', fromMs, untilMs, ...changes };
}

describe('lanes of what was said', () => {
  it('have a block for each turn, in the lane of its speaker', () => {
    const { turns } = laneRuns([turn(0, 10_000), turn(10_000, 20_000, { side: 'other' }), turn(20_000, 30_000)], scale);
    expect(turns.map((runs) => runs.length)).toEqual([2, 1]);
  });

  it('are not fuller than the eye can part, however long the interview', () => {
    const items = Array.from({ length: 5_000 }, (_, at) => turn(at * 190, at * 190 + 150));
    const [runs] = laneRuns(items, scale).turns;
    expect(runs.length).toBeLessThan(scale.widthPx / 2);
    expect(runs.at(-1)!.untilPx).toBeGreaterThan(900);
  });

  it('leave out what goes on: it is drawn as it grows', () => {
    const before = laneRuns([turn(0, 10_000)], scale);
    const growing = laneRuns([turn(0, 10_000), turn(10_000, 12_000, { ongoing: true })], scale);
    expect(keepSame(growing, before)).toBe(before);
  });

  it('are others once it has ended', () => {
    const before = laneRuns([turn(0, 10_000)], scale);
    expect(keepSame(laneRuns([turn(0, 10_000), turn(30_000, 42_000)], scale), before)).not.toBe(before);
  });
});
