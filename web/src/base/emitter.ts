// Tells listeners what happened. Every `on` gives the function that ends it.
export type Unlisten = () => void;

export class Emitter<T> {
  #listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void): Unlisten {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}

// Any emitter: what it says is not looked at, only that it speaks.
export interface Changes {
  on(listener: () => void): Unlisten;
}

// Speaks only when what `read` gives is no longer what it gave before. Without this, two pages that answer each other's
// signals would never fall silent.
export function whenDifferent(changes: Changes, read: () => unknown): Changes {
  return {
    on(listener) {
      let known = read();
      return changes.on(() => {
        const value = read();
        if (value === known) return;
        known = value;
        listener();
      });
    },
  };
}
