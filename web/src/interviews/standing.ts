// What an interview is to whoever has it in their list.
import { RecordingKind, type Interview } from '../gen/regard/v1/api/interviews_pb';
import type { Person } from '../gen/regard/v1/person_pb';

export type Standing =
  | 'live'
  // The interview is over, and the reader's own marking is open.
  | 'to_close'
  // The reader's own marking is closed, the other is not.
  | 'awaiting'
  // Some marking is open, none of the reader's.
  | 'sealed'
  // All markings are closed.
  | 'unsealed';

export function standingOf(interview: Interview, accountId: string): Standing {
  if (interview.closedMonoNs === 0n) return 'live';
  if (!interview.sealed) return 'unsealed';
  const own = interview.recordings.find(
    ({ kind, assessor }) => kind === RecordingKind.MARKING && assessor?.accountId === accountId,
  );
  if (!own) return 'sealed';
  return own.markingClosed ? 'awaiting' : 'to_close';
}

// Who has not finished, as far as the reader may know.
export function unfinishedOf(interview: Interview): readonly Person[] {
  return interview.markings.flatMap(({ assessor, closed }) => (assessor && !closed ? [assessor] : []));
}
