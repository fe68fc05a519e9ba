import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { InterviewSchema, RecordingKind, type Interview } from '../../gen/regard/v1/api/interviews_pb';
import { Channel } from '../../gen/regard/v1/interview_pb';
import { doorsOf } from './interview_doors';

const base = {
  interviewId: '3f2a9c10-5b7e-4f21-9d0a-2b7c1e5a8f44',
  opened: {
    title: 'Réclamation perdue',
    channel: Channel.CHAT,
    candidate: { accountId: 'candidate', name: 'Nadia Lefèvre' },
    rolePlayer: { accountId: 'player' },
    assessors: [{ accountId: 'first' }, { accountId: 'second' }],
  },
};

const live = create(InterviewSchema, base);
const marking = { recordingId: 'marking', kind: RecordingKind.MARKING, assessor: { accountId: 'first' } };
const finished = create(InterviewSchema, { ...base, closedMonoNs: 5n, recordings: [marking] });
const liveCall = create(InterviewSchema, { ...base, opened: { ...base.opened, channel: Channel.PHONE } });

function labels(interview: Interview, accountId: string): string[] {
  return doorsOf(interview, accountId).map((door) => door.label);
}

describe('doors of an interview', () => {
  it('lead its assessors to the console while it is live, others to watch', () => {
    expect(labels(live, 'first')).toEqual(['interviews.mark']);
    expect(labels(live, 'organiser')).toEqual(['interviews.watch']);
  });

  it('lead the candidate and the role-player of a live chat to its room', () => {
    expect(labels(live, 'candidate')).toEqual(['interviews.enter_chat']);
    expect(labels(live, 'player')).toEqual(['interviews.enter_chat']);
  });

  it('are shut for the candidate of a live call', () => {
    expect(labels(liveCall, 'candidate')).toEqual([]);
  });

  it('offer an assessor with an open marking to finish it first', () => {
    expect(labels(finished, 'first')).toEqual(['interviews.finish_marking', 'interviews.replay']);
    expect(labels(finished, 'candidate')).toEqual(['interviews.replay']);
  });
});
