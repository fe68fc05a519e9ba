import type { Api } from '../link/api';
import type { Session } from '../session/session';

// What every page of one interview is given.
export interface InterviewPageProps {
  readonly api: Api;
  readonly session: Session;
  readonly interviewId: string;
  // Replay alone: where to begin; null for the beginning.
  readonly startMs?: number | null;
}
