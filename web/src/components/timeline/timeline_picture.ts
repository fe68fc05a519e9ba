// Draws the timeline's canvases, one over the other: the ground (time lived, axis, the moment, what is going on) with every
// tick, what was said and the lengths of marks only when they change. The signs of marks lie above, as elements of the page.
import type { ConversationItem } from '../../recordings/conversation';
import type { Landing } from '../../marking/landing';
import { formatPosition } from '../../base/time';
import { laneOf, turnMinPx, type Lane, type LaneRuns, type Run } from './lane_runs';
import { levelPx } from './mark_places';
import { spanLinesMax } from './span_lines';
import { ticks, xOf, type Scale } from './timeline_layout';

// What moves with every tick of the clock.
export interface Ground {
  // How much of the span has been lived through so far.
  readonly livedMs: number;
  readonly playheadMs: number;
  readonly landing: Landing | null;
  // Turns and intervals that have not ended: they grow.
  readonly ongoing: readonly ConversationItem[];
}

export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly accent: string;
  readonly sunken: string;
  readonly font: string;
}

export const axisPx = 18;
export const lanePx = 16;
export const laneGapPx = 4;
const spanLinePx = 3;
const rowPaddingPx = 2;

export const lanesTopPx = axisPx + laneGapPx;
export const marksTopPx = lanesTopPx + 2 * (lanePx + laneGapPx);

// A row of marks: its levels, and the lengths of marks below them.
export interface RowBand {
  readonly topPx: number;
  // The lower edge of its lowest level.
  readonly groundPx: number;
  readonly bottomPx: number;
}

// Row below row, each as high as its levels need.
export function rowBands(levelsOfRows: readonly number[]): readonly RowBand[] {
  let topPx = marksTopPx;
  return levelsOfRows.map((levels) => {
    const groundPx = topPx + rowPaddingPx + levels * levelPx;
    const band = { topPx, groundPx, bottomPx: groundPx + spanLinesMax * spanLinePx + rowPaddingPx };
    topPx = band.bottomPx;
    return band;
  });
}

export function drawGround(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, ground: Ground, colours: Palette): void {
  pen.clearRect(0, 0, scale.widthPx, heightPx);
  drawLived(pen, scale, heightPx, ground.livedMs, colours);
  drawAxis(pen, scale, heightPx, colours);
  if (scale.afterPx > 0) drawAfter(pen, scale, heightPx, colours);
  for (const item of ground.ongoing) drawOngoing(pen, scale, item, ground.livedMs, colours);
  if (ground.landing) drawLanding(pen, scale, heightPx, ground.landing, colours);
  drawPlayhead(pen, scale, heightPx, ground.playheadMs, colours);
}

export function drawLanes(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, runs: LaneRuns, colours: Palette): void {
  pen.clearRect(0, 0, scale.widthPx, heightPx);
  for (const lane of [0, 1] as const) {
    for (const run of runs.turns[lane]) block(pen, run, lane, colours, turnOpacity);
    for (const run of runs.messages[lane]) block(pen, run, lane, colours, 0.9);
  }
  for (const run of runs.intervals) hatch(pen, run, colours);
  for (const { fromPx } of runs.closings) line(pen, fromPx, axisPx, fromPx, marksTopPx, colours.ink);
}

// `rows`: the lines of each row of marks.
export function drawSpans(
  pen: CanvasRenderingContext2D,
  scale: Scale,
  heightPx: number,
  bands: readonly RowBand[],
  rows: readonly (readonly (readonly Run[])[])[],
  colours: Palette,
): void {
  pen.clearRect(0, 0, scale.widthPx, heightPx);
  rows.forEach((lines, row) =>
    lines.forEach((runs, index) => {
      const y = bands[row]!.groundPx + (index + 0.5) * spanLinePx;
      for (const { fromPx, untilPx } of runs) line(pen, fromPx, y, untilPx, y, colours.accent, 2);
    }),
  );
}

const turnOpacity = 0.72;

function drawLived(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, livedMs: number, colours: Palette): void {
  pen.fillStyle = colours.sunken;
  const startPx = xOf(scale, 0);
  const livedPx = xOf(scale, livedMs) - startPx;
  for (const lane of [0, 1] as const) pen.fillRect(startPx, topOf(lane), livedPx, lanePx);
  pen.fillRect(startPx, marksTopPx, livedPx, heightPx - marksTopPx);
}

// "61:05", from its tick to its end.
const tickLabelPx = 34;

function drawAxis(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, colours: Palette): void {
  pen.font = `11px ${colours.font}`;
  pen.textBaseline = 'middle';
  for (const tick of ticks(scale)) {
    const x = Math.round(xOf(scale, tick)) + 0.5;
    line(pen, x, axisPx - 4, x, heightPx, colours.line);
    pen.fillStyle = colours.faint;
    if (x < scale.widthPx - scale.afterPx - tickLabelPx) pen.fillText(formatPosition(tick), x + 3, axisPx / 2);
  }
}

// What lies beyond the end has no time of its own: set apart by a line, its name stands above.
function drawAfter(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, colours: Palette): void {
  const x = Math.round(scale.widthPx - scale.afterPx) + 0.5;
  pen.setLineDash([3, 3]);
  line(pen, x, axisPx - 4, x, heightPx, colours.lineStrong);
  pen.setLineDash([]);
}

function drawOngoing(pen: CanvasRenderingContext2D, scale: Scale, item: ConversationItem, livedMs: number, colours: Palette): void {
  const fromPx = xOf(scale, item.fromMs);
  const run = { fromPx, untilPx: Math.max(fromPx + turnMinPx, xOf(scale, Math.max(item.untilMs, livedMs))) };
  if (item.kind === 'interval') hatch(pen, run, colours);
  else block(pen, run, laneOf(item), colours, turnOpacity);
}

function topOf(lane: Lane): number {
  return lanesTopPx + lane * (lanePx + laneGapPx);
}

function block(pen: CanvasRenderingContext2D, { fromPx, untilPx }: Run, lane: Lane, colours: Palette, opacity: number): void {
  pen.globalAlpha = opacity;
  pen.fillStyle = lane === 0 ? colours.accent : colours.faint;
  pen.beginPath();
  pen.roundRect(fromPx, topOf(lane) + 1, untilPx - fromPx, lanePx - 2, 2);
  pen.fill();
  pen.globalAlpha = 1;
}

function hatch(pen: CanvasRenderingContext2D, { fromPx, untilPx }: Run, colours: Palette): void {
  const heightPx = 2 * lanePx + laneGapPx;
  pen.save();
  pen.beginPath();
  pen.rect(fromPx, lanesTopPx, untilPx - fromPx, heightPx);
  pen.clip();
  for (let at = fromPx - heightPx; at < untilPx; at += 6) line(pen, at, lanesTopPx + heightPx, at + heightPx, lanesTopPx, colours.lineStrong);
  pen.restore();
}

// A flag at the place where the next mark lands.
function drawLanding(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, landing: Landing, colours: Palette): void {
  const x = xOf(scale, landing.fromMs);
  const lengthPx = Math.max(0, xOf(scale, landing.untilMs) - x);
  pen.globalAlpha = 0.18;
  pen.fillStyle = colours.accent;
  pen.fillRect(x, axisPx, Math.max(1, lengthPx), heightPx - axisPx);
  pen.globalAlpha = 1;
  line(pen, x, axisPx - 4, x, heightPx, colours.accent, 2);
  pen.beginPath();
  pen.moveTo(x - 6, axisPx - 12);
  pen.lineTo(x + 6, axisPx - 12);
  pen.lineTo(x, axisPx - 3);
  pen.fill();
}

function drawPlayhead(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, positionMs: number, colours: Palette): void {
  const x = xOf(scale, positionMs);
  line(pen, x, 0, x, heightPx, colours.ink, 1.5);
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number, colour: string, widthPx = 1): void {
  pen.strokeStyle = colour;
  pen.lineWidth = widthPx;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}
