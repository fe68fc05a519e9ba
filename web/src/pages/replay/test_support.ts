// Marks for the tests of this page: what they do not name is of no matter to them.
import official from '../../../../observer/referential/referential.json';
import { Observation } from '../../gen/regard/v1/marking_pb';
import { newMark } from '../../marking/mark_commands';
import { foldMarks } from '../../marking/marking';
import { blockOf, parseReferential } from '../../referential/referential';
import { eventsAt } from '../../test_support';
import type { OwnedMark } from './mark_filter';

const referential = parseReferential(official);
export const block = blockOf(referential.ok ? referential.value : { blocks: [] }, 'B1')!;

interface Wanted {
  readonly markId: string;
  readonly indicatorCode?: string;
  readonly observation?: Observation;
  readonly fromMs?: number;
  readonly remark?: string;
  readonly recordingId?: string;
  readonly assessorName?: string;
}

export function ownedMark(wanted: Wanted): OwnedMark {
  const fromMs = wanted.fromMs ?? 0;
  const value = newMark(
    {
      indicatorCode: wanted.indicatorCode ?? 'B1.A1.C1.K1.I1',
      observation: wanted.observation ?? Observation.OBSERVED,
      landing: { fromMs, untilMs: fromMs, messageEventId: '' },
      enteredAtMs: fromMs,
      remark: wanted.remark ?? '',
    },
    wanted.markId,
  );
  const view = foldMarks(eventsAt([fromMs, { case: 'mark', value }]), [])[0]!;
  return { ...view, recordingId: wanted.recordingId ?? 'claire', assessorName: wanted.assessorName ?? '' };
}
