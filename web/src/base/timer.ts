// One thing that will happen later, or not: starting it again moves it. Time is handed in, so that tests step it by hand.
export interface Timers {
  readonly set: (action: () => void, delayMs: number) => number;
  readonly clear: (timer: number) => void;
}

export const browserTimers: Timers = {
  set: (action, delayMs) => window.setTimeout(action, delayMs),
  clear: (timer) => window.clearTimeout(timer),
};

export class Timer {
  readonly #timers: Timers;
  #running: number | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  start(delayMs: number, action: () => void): void {
    this.cancel();
    this.#running = this.#timers.set(() => {
      this.#running = null;
      action();
    }, delayMs);
  }

  cancel(): void {
    if (this.#running !== null) this.#timers.clear(this.#running);
    this.#running = null;
  }
}
