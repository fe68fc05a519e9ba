// Texts of the replay, in English.
import type { Texts } from '../translate';
import type { replayFrench } from './replay.fr';

export const replayEnglish: Texts<typeof replayFrench> = {
  'replay.title': 'Replay',
  'replay.timeline': 'Position in the replay',
  'replay.controls': 'Replay controls',
  'replay.play': 'Play',
  'replay.pause': 'Pause',
  'replay.previous_mark': 'Previous mark',
  'replay.next_mark': 'Next mark',
  'replay.back': 'Back 10 seconds',
  'replay.forward': 'Forward 10 seconds',
  'replay.speed': 'Speed',
  'replay.speed_value': '× {n}',
  'replay.backward': 'Playing backward',
  'replay.copy': 'Copy the address of this moment',
  'replay.copied': 'Address copied',
  'replay.keyboard': 'Keyboard',
  'replay.key_play': 'play or pause (space bar)',
  'replay.key_shuttle': 'backward, pause, forward',
  'replay.key_jump': 'previous, next mark',
  'replay.key_step': '5 seconds back, forward',
  'replay.loading': 'Loading the interview…',
  'replay.still_live': 'The interview is live: the replay shows what has been kept so far.',
  'replay.sealed': 'Sealed: the other assessors’ marks will appear when all have finished marking.',
  'replay.filter': 'Marks shown',
  'replay.every_criterion': 'Every criterion',
  'replay.criterion': 'Criterion',
  'replay.shown': { one: '{n} mark of {total}', other: '{n} marks of {total}' },
  'replay.no_criterion_text': 'Indicators of {code}',
};
