// The keys of the replay, as in an editing suite. They work wherever nothing is typed.
import type { ReplayDesk } from './replay_desk.svelte';

const arrowStepMs = 5_000;

const commands: Readonly<Record<string, (desk: ReplayDesk) => void>> = {
  ' ': (desk) => desk.toggle(),
  j: (desk) => desk.shuttle('j'),
  k: (desk) => desk.shuttle('k'),
  l: (desk) => desk.shuttle('l'),
  '[': (desk) => desk.jump('previous'),
  ']': (desk) => desk.jump('next'),
  ArrowLeft: (desk) => desk.seekBy(-arrowStepMs),
  ArrowRight: (desk) => desk.seekBy(arrowStepMs),
  Home: (desk) => desk.seek(0),
  End: (desk) => desk.seek(Infinity),
  Escape: (desk) => desk.showWhole(),
  '/': (desk) => desk.openSearch(),
};

export function pressReplayKey(event: KeyboardEvent, desk: ReplayDesk): void {
  if (event.defaultPrevented || event.metaKey || isCommand(event) || usesKey(event)) return;
  const command = commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!command) return;
  event.preventDefault();
  command(desk);
}

// French keyboards write [ and ] with AltGr, which browsers on Windows report as Ctrl + Alt.
function isCommand(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph');
}

// Fields take every key; buttons and links take the space bar for themselves.
function usesKey(event: KeyboardEvent): boolean {
  // The window itself has no `matches`.
  const target = event.target as Partial<Element>;
  if (target.matches?.('input:not([type=checkbox]), select, textarea')) return true;
  return event.key === ' ' && (target.matches?.('button, a, summary, input') ?? false);
}
