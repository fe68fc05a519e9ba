// What waits for somebody: by which filters it is found, in the order in which it is shown.
import { Role } from '../gen/regard/v1/person_pb';
import { noFilter, type InterviewFilter } from './interview_filter';

export function waitingFor(role: Role): readonly InterviewFilter[] {
  switch (role) {
    case Role.ASSESSOR:
      return [
        { ...noFilter, state: 'live' },
        { ...noFilter, state: 'to_close', order: 'oldest' },
      ];
    case Role.ORGANISER:
      return [
        { ...noFilter, state: 'live', period: 'before_half_day', order: 'oldest' },
        { ...noFilter, state: 'sealed', period: 'before_week', order: 'oldest' },
      ];
    case Role.CANDIDATE:
    case Role.ROLE_PLAYER:
      return [{ ...noFilter, state: 'live', channel: 'chat' }];
    default:
      return [];
  }
}
