// The marks that are seen and not stored yet: the one whose key is down, which grows while it is held, and those on their
// way into the browser's database.
import { heldAfterMs, landingWhileHeld } from '../../marking/landing';
import type { MarkView } from '../../marking/marking';
import { Timer, type Timers } from '../../base/timer';
import { provisionalView, type Provisional } from './provisional';

// Often enough that a second is never seen to be skipped.
const growEveryMs = 250;

export class ProvisionalMarks {
  readonly #nowMs: () => number | null;
  readonly #growth: Timer;
  // Whose key is down.
  #pressed: Provisional | null = null;
  #all = $state.raw<readonly Provisional[]>([]);
  // The mark that has become a span under its key; empty when none.
  #growingId = $state('');

  readonly views: readonly MarkView[] = $derived.by(() => this.#all.map(provisionalView));

  constructor(nowMs: () => number | null, timers: Timers) {
    this.#nowMs = nowMs;
    this.#growth = new Timer(timers);
  }

  get growingId(): string {
    return this.#growingId;
  }

  // `onheld`: once the key has been held for longer than a press. A mark on what was pointed at does not grow.
  press(provisional: Provisional, onheld: () => void): void {
    this.#pressed = provisional;
    this.#all = [...this.#all, provisional];
    if (provisional.aim.kind === 'now') this.#growth.start(heldAfterMs, () => this.#grow(onheld));
  }

  // The key is up: the mark as it is to be stored, shown until it is dropped. Null when no key was down.
  letGo(): Provisional | null {
    this.#growth.cancel();
    this.#growingId = '';
    const pressed = this.#pressed;
    this.#pressed = null;
    return pressed && this.#extend(pressed);
  }

  drop(markId: string): void {
    this.#all = this.#all.filter((other) => other.markId !== markId);
  }

  #grow(onheld: () => void): void {
    const pressed = this.#pressed;
    if (!pressed) return;
    this.#pressed = this.#extend(pressed);
    if (this.#pressed !== pressed && this.#growingId === '') {
      this.#growingId = pressed.markId;
      onheld();
    }
    this.#growth.start(growEveryMs, () => this.#grow(onheld));
  }

  #extend(held: Provisional): Provisional {
    const { aim, beganMs, pressedMs } = held;
    const landing = landingWhileHeld(aim, beganMs, pressedMs, this.#nowMs() ?? pressedMs);
    if (landing.untilMs === held.landing.untilMs) return held;
    const extended = { ...held, landing };
    this.#all = this.#all.map((other) => (other.markId === held.markId ? extended : other));
    return extended;
  }
}
