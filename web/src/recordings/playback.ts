// Where a replay stands and how it moves: an explicit state machine on an injected clock. It knows nothing of what is shown.
export type PlaybackMode =
  // No moment was chosen: the interview is shown whole, as far as it has come. The playhead rests apart from what is shown.
  | 'whole'
  | 'paused'
  | 'playing';

export const speeds = [0.75, 1, 1.25, 1.5, 2] as const;
export type Speed = (typeof speeds)[number];

export interface PlaybackState {
  readonly mode: PlaybackMode;
  // Milliseconds since the interview was opened.
  readonly positionMs: number;
  readonly speed: Speed;
  // 1 forward, -1 backward (the J key).
  readonly direction: 1 | -1;
}

export interface PlaybackClock {
  readonly nowMs: () => number;
  // How far the interview goes: fixed for a finished one, growing for a live one.
  readonly endMs: () => number;
}

// A jump back from just after a mark goes to the mark before it, not to the one just passed.
const jumpToleranceMs = 500;

export class Playback {
  readonly #clock: PlaybackClock;
  #mode: PlaybackMode = 'whole';
  #speed: Speed = 1;
  #direction: 1 | -1 = 1;
  // The position was #anchorMs at #anchorNowMs.
  #anchorMs = 0;
  #anchorNowMs: number;

  constructor(clock: PlaybackClock) {
    this.#clock = clock;
    this.#anchorNowMs = clock.nowMs();
  }

  // Reading moves on: at an end of the interview a playing replay pauses.
  state(): PlaybackState {
    const positionMs = this.#positionMs();
    if (this.#mode === 'playing' && this.#isAtAnEnd(positionMs)) this.#settle('paused', positionMs);
    return { mode: this.#mode, positionMs, speed: this.#speed, direction: this.#direction };
  }

  // From the end it begins again.
  play(): void {
    const positionMs = this.#positionMs();
    this.#direction = 1;
    this.#settle('playing', positionMs >= this.#clock.endMs() ? 0 : positionMs);
  }

  // Chooses no moment: the whole stays the whole.
  pause(): void {
    if (this.state().mode === 'playing') this.#settle('paused', this.#positionMs());
  }

  toggle(): void {
    if (this.state().mode === 'playing') this.pause();
    else this.play();
  }

  // Back to the whole interview. The playhead stays where it was: playing goes on from there.
  showWhole(): void {
    this.#direction = 1;
    this.#settle('whole', this.#positionMs());
  }

  // Keeps playing if it was; leaves the whole.
  seek(positionMs: number): void {
    this.#settle(this.#mode === 'playing' ? 'playing' : 'paused', positionMs);
  }

  seekBy(differenceMs: number): void {
    this.seek(this.#positionMs() + differenceMs);
  }

  setSpeed(speed: Speed): void {
    const positionMs = this.#positionMs();
    this.#speed = speed;
    this.#settle(this.#mode, positionMs);
  }

  // J: backward, and faster at each further press. K: pause. L: forward, likewise.
  shuttle(key: 'j' | 'k' | 'l'): void {
    if (key === 'k') return this.pause();
    const direction = key === 'l' ? 1 : -1;
    const positionMs = this.#positionMs();
    if (this.#mode === 'playing' && this.#direction === direction) this.#speed = faster(this.#speed);
    this.#direction = direction;
    this.#settle('playing', positionMs);
  }

  // [ and ]: to the mark before or after. `marksMs` in any order. Stays where it is when there is none.
  jump(to: 'previous' | 'next', marksMs: readonly number[]): void {
    const hereMs = this.#positionMs();
    const before = marksMs.filter((mark) => mark < hereMs - jumpToleranceMs);
    const after = marksMs.filter((mark) => mark > hereMs);
    const target = to === 'previous' ? Math.max(...before) : Math.min(...after);
    if (Number.isFinite(target)) this.seek(target);
  }

  #positionMs(): number {
    if (this.#mode !== 'playing') return this.#anchorMs;
    const elapsedMs = this.#clock.nowMs() - this.#anchorNowMs;
    return this.#within(this.#anchorMs + elapsedMs * this.#speed * this.#direction);
  }

  #isAtAnEnd(positionMs: number): boolean {
    return this.#direction === 1 ? positionMs >= this.#clock.endMs() : positionMs <= 0;
  }

  #settle(mode: PlaybackMode, positionMs: number): void {
    this.#mode = mode;
    this.#anchorMs = this.#within(positionMs);
    this.#anchorNowMs = this.#clock.nowMs();
  }

  #within(positionMs: number): number {
    return Math.min(Math.max(0, positionMs), this.#clock.endMs());
  }
}

function faster(speed: Speed): Speed {
  return speeds[Math.min(speeds.length - 1, speeds.indexOf(speed) + 1)]!;
}
