// Carries the keyboard to the assessor's desk, wherever the focus is, and keeps a marking key's mark as long as it is held.
import type { Action } from 'svelte/action';
import { commandOf, isKeyOf, type Command, type KeyPlace, type KeyUser } from './keys';
import type { MarkingDesk } from './marking_desk.svelte';

interface Options {
  // Null for whoever watches without marking.
  readonly desk: MarkingDesk | null;
  readonly onhelp: () => void;
  readonly onneutral: () => void;
}

function finder(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('[data-finder]');
}

// The neutral place of the keyboard. Not on a touch screen: its keyboard would cover half the page.
export function focusFinder(): void {
  if (matchMedia('(pointer: fine)').matches) finder()?.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function placeOf(target: EventTarget | null, desk: MarkingDesk | null): KeyPlace | null {
  const element = target instanceof HTMLElement ? target : null;
  const inFinder = element !== null && element === finder();
  // Any other field has its keys to itself.
  if (!inFinder && element?.matches('input, textarea, select')) return null;
  const onControl = (element?.matches('button, a, summary') ?? false) && !element?.matches(chosenRow);
  return { inFinder, onControl, query: desk?.query ?? '' };
}

// The button of a row that is chosen already does nothing more: Enter on it marks.
const chosenRow = '[data-code] [aria-pressed="true"]';

export function keyUserOf(desk: MarkingDesk | null): KeyUser {
  if (desk === null) return 'watcher';
  return desk.ledger.closed ? 'reader' : 'marker';
}

function carryToDesk(desk: MarkingDesk, command: Command): void {
  switch (command.kind) {
    case 'mark':
      return desk.press(command.observation);
    case 'confirm':
      return desk.confirm();
    case 'type':
      desk.search(desk.query + command.text);
      return finder()?.focus();
    case 'step':
      return desk.step(command.by);
    case 'competence':
      return desk.stepCompetence(command.by);
    case 'unmarked_only':
      return desk.toggleUnmarkedOnly();
    case 'back':
      return desk.tenSecondsBack();
    case 'undo':
      return void desk.undo();
    case 'redo':
      return void desk.redo();
  }
}

export const deskKeys: Action<Window, Options> = (window, first) => {
  let options = first!;
  let heldCode = '';

  const carryOut = (command: Command, event: KeyboardEvent): void => {
    const { desk } = options;
    if (command.kind === 'help') return options.onhelp();
    if (command.kind === 'neutral') {
      options.onneutral();
      desk?.neutral();
      return focusFinder();
    }
    if (!desk) return;
    if (command.kind === 'mark' || command.kind === 'confirm') heldCode = event.code;
    carryToDesk(desk, command);
  };

  const press = (event: KeyboardEvent): void => {
    const place = placeOf(event.target, options.desk);
    if (event.isComposing || event.defaultPrevented || place === null) return;
    const command = commandOf(event, place);
    if (command === null || !isKeyOf(keyUserOf(options.desk), command.kind)) return;
    event.preventDefault();
    // A held key repeats: its mark was made at the first.
    if (event.repeat && !('by' in command)) return;
    carryOut(command, event);
  };

  const letGo = (): void => {
    heldCode = '';
    void options.desk?.release();
  };
  const release = (event: KeyboardEvent): void => {
    if (event.code === heldCode && heldCode !== '') letGo();
  };

  window.addEventListener('keydown', press);
  window.addEventListener('keyup', release);
  // Keys that come up elsewhere are never heard here.
  window.addEventListener('blur', letGo);
  focusFinder();
  return {
    update(next) {
      options = next;
    },
    destroy() {
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', letGo);
    },
  };
};
