// The lengths of marks that last, below their signs: thin lines, beside each other where they overlap.
import type { PlacedMark } from './mark_places';
import { addRun, type Run } from './lane_runs';
import { xOf, type Scale } from './timeline_layout';

// What overlaps more often lies on the last line: that several marks last there is said by their signs.
export const spanLinesMax = 2;

export function spanLines(marks: readonly PlacedMark[], scale: Scale): readonly (readonly Run[])[] {
  const lines: Run[][] = Array.from({ length: spanLinesMax }, () => []);
  const spans = marks.filter(({ fromMs, untilMs }) => untilMs > fromMs && fromMs < scale.spanMs).sort((a, b) => a.fromMs - b.fromMs);
  for (const { fromMs, untilMs } of spans) {
    const fromPx = xOf(scale, fromMs);
    const free = lines.find((line) => (line.at(-1)?.untilPx ?? -Infinity) <= fromPx);
    addRun(free ?? lines.at(-1)!, fromPx, xOf(scale, Math.min(untilMs, scale.spanMs)));
  }
  return lines;
}
