// Where the next mark lands: now, some tens of seconds back, or at a moment that was pointed at. Positions in milliseconds
// since the interview was opened.

export interface Landing {
  readonly fromMs: number;
  readonly untilMs: number;
  // The turn or message that was pointed at; empty for a time.
  readonly messageEventId: string;
}

export type Aim =
  // Follows the interview; `backMs` earlier than the moment the marking began.
  | { readonly kind: 'now'; readonly backMs: number }
  | { readonly kind: 'at'; readonly landing: Landing };

export const aimAtNow: Aim = { kind: 'now', backMs: 0 };

const backStepMs = 10_000;
// Further back than a minute one points at the timeline.
const backMaxMs = 60_000;
// A key held for less is a press: people hold keys for up to a third of a second without meaning to.
export const heldAfterMs = 600;

// Ten seconds ago; pressed again, twenty. From a moment that was pointed at, ten seconds before it.
export function tenSecondsBack(aim: Aim): Aim {
  if (aim.kind === 'now') return { kind: 'now', backMs: Math.min(backMaxMs, aim.backMs + backStepMs) };
  const fromMs = Math.max(0, aim.landing.fromMs - backStepMs);
  return aimAt({ fromMs, untilMs: fromMs, messageEventId: '' });
}

export function aimAt(landing: Landing): Aim {
  return { kind: 'at', landing };
}

export function aimAtMoment(positionMs: number): Aim {
  const fromMs = Math.max(0, Math.round(positionMs));
  return aimAt({ fromMs, untilMs: fromMs, messageEventId: '' });
}

// `beganMs`: when the first key of this mark was pressed, which is what the assessor had just heard.
export function landingOf(aim: Aim, beganMs: number): Landing {
  if (aim.kind === 'at') return aim.landing;
  const fromMs = Math.max(0, Math.round(beganMs - aim.backMs));
  return { fromMs, untilMs: fromMs, messageEventId: '' };
}

// A key that is held marks a span: it begins where a short press lands, and lasts as long as what was heard since the mark
// was begun. What was pointed at keeps its own extent.
export function landingWhileHeld(aim: Aim, beganMs: number, pressedMs: number, nowMs: number): Landing {
  const pressed = landingOf(aim, beganMs);
  if (nowMs - pressedMs < heldAfterMs || aim.kind === 'at') return pressed;
  return { ...pressed, untilMs: pressed.fromMs + Math.round(nowMs - beganMs) };
}
