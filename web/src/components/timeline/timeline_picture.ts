// Draws the timeline on two canvases, one over the other: the ground (time lived, axis, the moment) is drawn with every
// tick, the content (two lanes of what was said, marks) only when it changes.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { ConversationItem } from '../../recordings/conversation';
import type { Landing } from '../../marking/landing';
import type { MarkStatus } from '../../marking/marking';
import { formatPosition } from '../../base/time';
import { signColour, signPx, SignPrints } from './sign_prints';
import { laneOf, stack, ticks, xOf, type Scale } from './timeline_layout';

export interface TimelineMark {
  readonly markId: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly observation: Observation;
  readonly status: MarkStatus;
  // Rows of marks, one an assessor: 0 is the first.
  readonly row?: number;
}

// What moves with every tick of the clock.
export interface Ground {
  // How much of the span has been lived through so far.
  readonly livedMs: number;
  readonly playheadMs: number;
  readonly landing: Landing | null;
}

// What changes only when something happens.
export interface Content {
  readonly items: readonly ConversationItem[];
  readonly marks: readonly TimelineMark[];
  readonly markRows: number;
}

export interface Palette {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly sheet: string;
  readonly sunken: string;
  readonly danger: string;
  readonly font: string;
}

export const axisPx = 18;
export const lanePx = 16;
const laneGapPx = 4;
// A message has no length of its own: wide enough to be seen and hit.
const messagePx = 5;

export const lanesTopPx = axisPx + laneGapPx;
export const marksTopPx = lanesTopPx + 2 * (lanePx + laneGapPx);

export function drawGround(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, ground: Ground, colours: Palette): void {
  pen.clearRect(0, 0, scale.widthPx, heightPx);
  drawLived(pen, scale, heightPx, ground.livedMs, colours);
  drawAxis(pen, scale, heightPx, colours);
  if (ground.landing) drawLanding(pen, scale, heightPx, ground.landing, colours);
  drawPlayhead(pen, scale, heightPx, ground.playheadMs, colours);
}

export function drawContent(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, content: Content, colours: Palette): void {
  pen.clearRect(0, 0, scale.widthPx, heightPx);
  for (const item of content.items) drawItem(pen, scale, item, colours);
  const rowPx = (heightPx - marksTopPx) / Math.max(1, content.markRows);
  for (let row = 0; row < content.markRows; row++) {
    const marks = content.marks.filter((mark) => (mark.row ?? 0) === row);
    drawMarks(pen, scale, marksTopPx + row * rowPx, rowPx, marks, colours);
  }
}

function drawLived(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, livedMs: number, colours: Palette): void {
  pen.fillStyle = colours.sunken;
  const startPx = xOf(scale, 0);
  const livedPx = xOf(scale, livedMs) - startPx;
  for (const lane of [0, 1]) pen.fillRect(startPx, lanesTopPx + lane * (lanePx + laneGapPx), livedPx, lanePx);
  pen.fillRect(startPx, marksTopPx, livedPx, heightPx - marksTopPx);
}

function drawAxis(pen: CanvasRenderingContext2D, scale: Scale, heightPx: number, colours: Palette): void {
  pen.font = `11px ${colours.font}`;
  pen.textBaseline = 'middle';
  for (const tick of ticks(scale)) {
    const x = Math.round(xOf(scale, tick)) + 0.5;
    line(pen, x, axisPx - 4, x, heightPx, colours.line);
    pen.fillStyle = colours.faint;
    if (x < scale.widthPx - 34) pen.fillText(formatPosition(tick), x + 3, axisPx / 2);
  }
}

function drawItem(pen: CanvasRenderingContext2D, scale: Scale, item: ConversationItem, colours: Palette): void {
  const x = xOf(scale, item.fromMs);
  const lengthPx = xOf(scale, item.untilMs) - x;
  const y = lanesTopPx + laneOf(item) * (lanePx + laneGapPx);
  if (item.kind === 'turn') block(pen, x, y, Math.max(2, lengthPx), laneOf(item) === 0 ? colours.accent : colours.faint, 0.72);
  if (item.kind === 'message' || item.kind === 'email') {
    block(pen, x, y, messagePx, laneOf(item) === 0 ? colours.accent : colours.faint, 0.9);
  }
  if (item.kind === 'interval') hatch(pen, x, lanesTopPx, lengthPx, 2 * lanePx + laneGapPx, colours.lineStrong);
  if (item.kind === 'moment' && item.said === 'interviewClosed') line(pen, x, axisPx, x, marksTopPx, colours.ink);
}

function block(pen: CanvasRenderingContext2D, x: number, y: number, widthPx: number, colour: string, opacity: number): void {
  pen.globalAlpha = opacity;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(x, y + 1, widthPx, lanePx - 2, 2);
  pen.fill();
  pen.globalAlpha = 1;
}

function hatch(pen: CanvasRenderingContext2D, x: number, y: number, widthPx: number, heightPx: number, colour: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, Math.max(2, widthPx), heightPx);
  pen.clip();
  for (let at = x - heightPx; at < x + widthPx; at += 6) line(pen, at, y + heightPx, at + heightPx, y, colour);
  pen.restore();
}

function drawMarks(
  pen: CanvasRenderingContext2D,
  scale: Scale,
  topPx: number,
  rowPx: number,
  marks: readonly TimelineMark[],
  colours: Palette,
): void {
  const signs = new SignPrints(colours);
  const levels = Math.max(1, Math.floor(rowPx / (signPx + 2)));
  for (const { mark, xPx, level } of stack(marks, scale, signPx, levels)) {
    const y = topPx + rowPx - (level + 1) * (signPx + 2);
    const untilPx = xOf(scale, mark.untilMs);
    if (untilPx > xPx + 1) line(pen, xPx, y + signPx / 2, untilPx, y + signPx / 2, signColour(mark.status, colours), 3);
    signs.print(pen, xPx - signPx / 2, y, mark.observation, mark.status);
  }
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
