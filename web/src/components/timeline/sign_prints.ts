// The signs of marks, drawn once each and then printed: thousands of marks stay fluid.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { MarkStatus } from '../../marking/marking';
import { shapeOf } from '../mark_shapes';
import type { Palette } from './timeline_picture';

export const signPx = 13;
// Outlines reach a little beyond the sign's box.
const marginPx = 1;

export function signColour(status: MarkStatus, colours: Palette): string {
  return status === 'refused' ? colours.danger : colours.accent;
}

export class SignPrints {
  readonly #colours: Palette;
  readonly #prints = new Map<string, HTMLCanvasElement>();

  constructor(colours: Palette) {
    this.#colours = colours;
  }

  print(pen: CanvasRenderingContext2D, x: number, y: number, observation: Observation, status: MarkStatus): void {
    const key = `${observation} ${status}`;
    const print = this.#prints.get(key) ?? this.#make(observation, status);
    this.#prints.set(key, print);
    pen.drawImage(print, x - marginPx, y - marginPx, signPx + 2 * marginPx, signPx + 2 * marginPx);
  }

  #make(observation: Observation, status: MarkStatus): HTMLCanvasElement {
    const print = document.createElement('canvas');
    print.width = print.height = Math.ceil((signPx + 2 * marginPx) * devicePixelRatio);
    const pen = print.getContext('2d');
    if (!pen) return print;
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.translate(marginPx, marginPx);
    pen.scale(signPx / 16, signPx / 16);
    this.#draw(pen, observation, status);
    return print;
  }

  // As MarkSign.svelte: filled once it is on disk.
  #draw(pen: CanvasRenderingContext2D, observation: Observation, status: MarkStatus): void {
    const shape = shapeOf(observation);
    const outline = new Path2D(shape.outline);
    const colour = signColour(status, this.#colours);
    const kept = status === 'kept';
    pen.fillStyle = kept ? colour : this.#colours.sheet;
    pen.fill(outline);
    pen.strokeStyle = colour;
    pen.lineWidth = 1.4;
    pen.setLineDash(status === 'waiting' ? [2.4, 1.4] : []);
    pen.stroke(outline);
    pen.setLineDash([]);
    pen.strokeStyle = kept ? this.#colours.onAccent : colour;
    pen.lineWidth = 1.8;
    pen.stroke(new Path2D(status === 'refused' ? 'M5 5l6 6M11 5l-6 6' : shape.glyph));
  }
}
