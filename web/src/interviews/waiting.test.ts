import { describe, expect, it } from 'vitest';
import { Role } from '../gen/regard/v1/person_pb';
import { statesFor } from './interview_filter';
import { waitingFor } from './waiting';

describe('what waits', () => {
  it('is for an assessor what is live, then what is theirs to close', () => {
    expect(waitingFor(Role.ASSESSOR).map(({ state }) => state)).toEqual(['live', 'to_close']);
  });

  it('is for an organiser what has gone on for too long', () => {
    const [live, markings] = waitingFor(Role.ORGANISER);
    expect([live?.state, live?.period]).toEqual(['live', 'before_half_day']);
    expect([markings?.state, markings?.period]).toEqual(['sealed', 'before_week']);
  });

  it('is for whoever writes in a chat the one that is live', () => {
    for (const role of [Role.CANDIDATE, Role.ROLE_PLAYER]) {
      expect(waitingFor(role).map(({ state, channel }) => [state, channel])).toEqual([['live', 'chat']]);
    }
  });

  it('is nothing for a quality manager', () => {
    expect(waitingFor(Role.QUALITY_MANAGER)).toEqual([]);
  });

  it('can be asked for in full by whoever may choose a state', () => {
    for (const role of [Role.ASSESSOR, Role.ORGANISER]) {
      for (const { state } of waitingFor(role)) expect(statesFor(role)).toContain(state);
    }
  });
});
