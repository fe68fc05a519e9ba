// Where an account may go from an interview in the list.
import { Channel } from '../../gen/regard/v1/interview_pb';
import { type Person } from '../../gen/regard/v1/person_pb';
import { RecordingKind, type Interview } from '../../gen/regard/v1/api/interviews_pb';
import type { Route } from '../../navigation/routes';
import type { Key } from '../../words/i18n.svelte';

export interface Door {
  readonly route: Route;
  readonly label: Key;
}

export function isLive(interview: Interview): boolean {
  return interview.closedMonoNs === 0n;
}

// The main way in first; none for a candidate whose live interview is not written in the browser.
export function doorsOf(interview: Interview, accountId: string): readonly Door[] {
  const { interviewId, opened } = interview;
  const is = (person: Person | undefined): boolean => person?.accountId === accountId;
  if (!isLive(interview)) {
    const replay: Door = { route: { page: 'replay', interviewId, startMs: null }, label: 'interviews.replay' };
    return hasOpenMarking(interview, accountId) ? [finishMarking(interviewId), replay] : [replay];
  }
  if (is(opened?.candidate) || is(opened?.rolePlayer)) {
    return opened?.channel === Channel.CHAT ? [{ route: { page: 'chat', interviewId }, label: 'interviews.enter_chat' }] : [];
  }
  const assessed = opened?.assessors.some(is) ?? false;
  return [{ route: { page: 'console', interviewId }, label: assessed ? 'interviews.mark' : 'interviews.watch' }];
}

function finishMarking(interviewId: string): Door {
  return { route: { page: 'console', interviewId }, label: 'interviews.finish_marking' };
}

function hasOpenMarking(interview: Interview, accountId: string): boolean {
  return interview.recordings.some(
    (recording) => recording.kind === RecordingKind.MARKING && recording.assessor?.accountId === accountId && !recording.markingClosed,
  );
}

// Of its row in the page.
export function rowId(interview: Interview): string {
  return `interview-${interview.interviewId}`;
}
