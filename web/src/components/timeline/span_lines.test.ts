import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MarkSchema, Observation } from '../../gen/regard/v1/marking_pb';
import type { PlacedMark } from './mark_places';
import { spanLines } from './span_lines';
import { xOf, type Scale } from './timeline_layout';

const scale: Scale = { widthPx: 1000, spanMs: 600_000, afterPx: 0 };

function lasting(fromMs: number, untilMs: number): PlacedMark {
  const observation = Observation.OBSERVED;
  return { markId: `${fromMs}`, fromMs, untilMs, enteredAtMs: untilMs, observation, status: 'kept', remark: '', mark: create(MarkSchema) };
}

describe('lengths of marks', () => {
  it('are drawn from the beginning to the end, and not for an instant', () => {
    const [line, other] = spanLines([lasting(60_000, 120_000), lasting(200_000, 200_000)], scale);
    expect(line).toEqual([{ fromPx: xOf(scale, 60_000), untilPx: xOf(scale, 120_000) }]);
    expect(other).toEqual([]);
  });

  it('are not drawn beyond the end, where no time is', () => {
    expect(spanLines([lasting(600_000, 610_000)], scale).flat()).toEqual([]);
    expect(spanLines([lasting(590_000, 610_000)], scale).flat()).toEqual([{ fromPx: xOf(scale, 590_000), untilPx: xOf(scale, 600_000) }]);
  });

  it('lie beside each other where they overlap', () => {
    expect(spanLines([lasting(60_000, 120_000), lasting(90_000, 150_000)], scale).map((line) => line.length)).toEqual([1, 1]);
  });

  it('are never left out: what finds no line prolongs the last', () => {
    const [, last] = spanLines([lasting(0, 100_000), lasting(0, 100_000), lasting(50_000, 180_000)], scale);
    expect(last).toEqual([{ fromPx: xOf(scale, 0), untilPx: xOf(scale, 180_000) }]);
  });
});
