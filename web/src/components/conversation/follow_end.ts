// Keeps a growing list at its end, unless the reader has scrolled up to read.
import type { Action } from 'svelte/action';

interface Options {
  // Changes whenever something was added.
  readonly key: string;
  // Told whether the reader is away from the end.
  readonly onbehind: (behind: boolean) => void;
}

// Within this the reader is at the end: a hand seldom stops a scroll exactly there.
const nearEndPx = 60;

export const followEnd: Action<HTMLElement, Options> = (element, first) => {
  let options = first!;
  let atEnd = true;
  const place = (): boolean => element.scrollHeight - element.scrollTop - element.clientHeight <= nearEndPx;
  const toEnd = (): void => void (element.scrollTop = element.scrollHeight);
  const noteScroll = (): void => {
    if (atEnd === place()) return;
    atEnd = !atEnd;
    options.onbehind(!atEnd);
  };
  element.addEventListener('scroll', noteScroll, { passive: true });
  // Also when the region itself changes its size.
  const resized = new ResizeObserver(() => atEnd && toEnd());
  resized.observe(element);
  toEnd();
  return {
    update(next) {
      const grew = next.key !== options.key;
      options = next;
      if (grew && atEnd) queueMicrotask(toEnd);
    },
    destroy() {
      element.removeEventListener('scroll', noteScroll);
      resized.disconnect();
    },
  };
};
