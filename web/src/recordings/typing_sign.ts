// Tells the others that somebody is writing: not at every key, and not for ever.
import { Timer, type Timers } from '../base/timer';

// Sent again while the writing goes on; well within the time that the sign stays lit on the other side.
export const typingAgainAfterMs = 3_000;
// A writer who pauses longer is thinking.
export const typingEndsAfterMs = 4_000;

export class TypingSign {
  readonly #say: (typing: boolean) => void;
  readonly #again: Timer;
  readonly #end: Timer;
  #lit = false;

  constructor(timers: Timers, say: (typing: boolean) => void) {
    this.#say = say;
    this.#again = new Timer(timers);
    this.#end = new Timer(timers);
  }

  typed(): void {
    this.#end.start(typingEndsAfterMs, () => this.stopped());
    if (this.#again.isRunning) return;
    this.#again.start(typingAgainAfterMs, () => undefined);
    this.#lit = true;
    this.#say(true);
  }

  // The message was sent or wiped out, or the writer has left the field.
  stopped(): void {
    this.#end.cancel();
    this.#again.cancel();
    if (this.#lit) this.#say(false);
    this.#lit = false;
  }
}
