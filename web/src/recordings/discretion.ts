import type { InterviewOpened } from '../gen/regard/v1/interview_pb';

// That a situation is difficult is a setting of the assessment: it would tell the candidate what is coming, or explain away
// what has been.
export function showsDifficulty(opened: InterviewOpened, accountId: string): boolean {
  return opened.difficult && opened.candidate?.accountId !== accountId;
}
