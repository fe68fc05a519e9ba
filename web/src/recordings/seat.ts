// Which of the two writers of a chat an account is.
import { Channel, type InterviewOpened } from '../gen/regard/v1/interview_pb';

export interface Seat {
  readonly side: 'candidate' | 'interlocutor';
  readonly accountId: string;
  // As the other side sees the writer: the role-player goes by the interlocutor's name.
  readonly name: string;
  // The other writer's account; empty when nobody plays the interlocutor.
  readonly otherAccountId: string;
  readonly otherName: string;
}

// Null for whoever only reads, and for what is not a chat.
export function seatOf(opened: InterviewOpened, accountId: string): Seat | null {
  if (opened.channel !== Channel.CHAT) return null;
  const { candidate, rolePlayer } = opened;
  const interlocutorName = opened.interlocutor?.name || rolePlayer?.name || '';
  if (candidate?.accountId === accountId) {
    return { side: 'candidate', accountId, name: candidate.name, otherAccountId: rolePlayer?.accountId ?? '', otherName: interlocutorName };
  }
  if (rolePlayer?.accountId !== accountId) return null;
  return { side: 'interlocutor', accountId, name: interlocutorName, otherAccountId: candidate?.accountId ?? '', otherName: candidate?.name ?? '' };
}
