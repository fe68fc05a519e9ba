// The design's colours as a canvas wants them: read once for each scheme.
import type { Palette } from './timeline_picture';

const tokens: Readonly<Record<keyof Palette, string>> = {
  ink: '--ink',
  faint: '--ink-faint',
  line: '--line',
  lineStrong: '--line-strong',
  accent: '--accent',
  sunken: '--sunken',
  font: '--font',
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = Object.entries(tokens).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Record<keyof Palette, string>;
}
