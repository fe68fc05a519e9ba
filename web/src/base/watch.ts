// The thin layer between the library, which knows no framework, and the pages: a value that Svelte reads again whenever an
// emitter speaks and the value has become another.
import { createSubscriber } from 'svelte/reactivity';
import { whenDifferent, type Changes } from './emitter';

export interface Watched<T> {
  readonly current: T;
}

// Listens only while something on the page reads `current`. `read` is called at every change: it gives something that is
// at hand, and leaves what takes time to a $derived.
export function watch<T>(changes: Changes, read: () => T): Watched<T> {
  const different = whenDifferent(changes, read);
  const subscribe = createSubscriber((update) => different.on(update));
  return {
    get current(): T {
      subscribe();
      return read();
    },
  };
}
