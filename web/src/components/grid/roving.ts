// The whole grid is one stop of the Tab key; arrow keys move within it: up and down from row to row, left and right within
// a row. Rows carry data-row, their buttons are the stops.
import type { Action } from 'svelte/action';

const rowSelector = '[data-row]';

export const roving: Action<HTMLElement> = (grid) => {
  const rows = (): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>(rowSelector)];
  const stopsOf = (row: HTMLElement | undefined): HTMLElement[] => [...(row?.querySelectorAll<HTMLElement>('button') ?? [])];

  // Exactly one button can be reached by Tab.
  const enter = (stop: HTMLElement | undefined): void => {
    if (!stop) return;
    for (const other of grid.querySelectorAll<HTMLElement>('button[tabindex="0"]')) other.tabIndex = -1;
    stop.tabIndex = 0;
  };

  const move = (event: KeyboardEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>(rowSelector);
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = targetOf(event.key, row, event.target as HTMLElement);
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    enter(target);
    target.focus();
    target.scrollIntoView({ block: 'nearest' });
  };

  const targetOf = (key: string, row: HTMLElement, stop: HTMLElement): HTMLElement | undefined => {
    const all = rows();
    const stops = stopsOf(row);
    const place = stops.indexOf(stop);
    const rowAt = (index: number): HTMLElement | undefined => {
      const others = stopsOf(all[Math.max(0, Math.min(all.length - 1, index))]);
      return others[Math.min(place, others.length - 1)];
    };
    if (key === 'ArrowDown') return rowAt(all.indexOf(row) + 1);
    if (key === 'ArrowUp') return rowAt(all.indexOf(row) - 1);
    if (key === 'ArrowRight') return stops[place + 1];
    if (key === 'ArrowLeft') return stops[place - 1];
    if (key === 'Home') return rowAt(0);
    if (key === 'End') return rowAt(all.length - 1);
    return undefined;
  };

  const noteFocus = (event: FocusEvent): void => {
    if (event.target instanceof HTMLButtonElement) enter(event.target);
  };

  // Rows that appear (a competence was opened) come in unreachable; the first one stands in until one was entered.
  const settle = (): void => {
    if (!grid.querySelector('button[tabindex="0"]')) enter(stopsOf(rows()[0])[0]);
  };
  const changes = new MutationObserver(settle);
  changes.observe(grid, { childList: true, subtree: true });
  settle();

  grid.addEventListener('keydown', move);
  grid.addEventListener('focusin', noteFocus);
  return {
    destroy() {
      changes.disconnect();
      grid.removeEventListener('keydown', move);
      grid.removeEventListener('focusin', noteFocus);
    },
  };
};
