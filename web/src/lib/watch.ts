// The thin layer between the library, which knows no framework, and the pages: a value that Svelte reads again whenever an
// emitter says that it changed.
import { createSubscriber } from 'svelte/reactivity';
import type { Unlisten } from './emitter';

export interface Watched<T> {
  readonly current: T;
}

// Any emitter: what it says is not looked at, only that it speaks.
export interface Changes {
  on(listener: () => void): Unlisten;
}

// Listens only while something on the page reads `current`.
export function watch<T>(changes: Changes, read: () => T): Watched<T> {
  const subscribe = createSubscriber((update) => changes.on(update));
  return {
    get current(): T {
      subscribe();
      return read();
    },
  };
}
