// A mark whose key is still down: shown at once, published when the key is released.
import type { Mark, Observation } from '../../gen/regard/v1/marking_pb';
import type { Aim, Landing } from '../../marking/landing';
import { newMark } from '../../marking/mark_commands';
import type { MarkView } from '../../marking/marking';

export interface Provisional {
  readonly markId: string;
  readonly indicatorCode: string;
  readonly observation: Observation;
  // Where it lands, as far as the key has been held.
  readonly landing: Landing;
  readonly aim: Aim;
  // When the first key of the mark was pressed, and when the one that makes it.
  readonly beganMs: number;
  readonly pressedMs: number;
}

export function markOf(provisional: Provisional, enteredAtMs: number): Mark {
  return newMark({ ...provisional, enteredAtMs, remark: '' }, provisional.markId);
}

export function provisionalView(provisional: Provisional): MarkView {
  const { markId, indicatorCode, observation, landing, pressedMs } = provisional;
  return {
    markId,
    indicatorCode,
    observation,
    fromMs: landing.fromMs,
    untilMs: landing.untilMs,
    messageEventId: landing.messageEventId,
    enteredAtMs: pressedMs,
    remark: '',
    withdrawn: false,
    status: 'waiting',
    refusal: null,
    refusedItemId: '',
    history: [],
    mark: markOf(provisional, pressedMs),
  };
}
