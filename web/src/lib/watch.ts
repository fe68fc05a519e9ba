// The thin layer between the library, which knows no framework, and the pages: a value that Svelte reads again whenever an
// emitter says that it changed.
import { createSubscriber } from 'svelte/reactivity';
import type { Emitter } from './emitter';

export interface Watched<T> {
  readonly current: T;
}

// Listens only while something on the page reads `current`.
export function watch<T>(changes: Emitter<unknown> | Emitter<void>, read: () => T): Watched<T> {
  const subscribe = createSubscriber((update) => (changes as Emitter<unknown>).on(update));
  return {
    get current(): T {
      subscribe();
      return read();
    },
  };
}
