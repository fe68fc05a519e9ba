import type { Api } from '../lib/api';
import type { Session } from '../lib/session';

// What every page of one interview is given.
export interface InterviewPageProps {
  readonly api: Api;
  readonly session: Session;
  readonly interviewId: string;
  // Replay alone: where to begin; null for the beginning.
  readonly startMs?: number | null;
}
