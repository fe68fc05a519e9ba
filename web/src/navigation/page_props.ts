import type { Api } from '../link/api';
import type { ReplayPane } from './routes';
import type { Session } from '../session/session';

// What every page of one interview is given.
export interface InterviewPageProps {
  readonly api: Api;
  readonly session: Session;
  readonly interviewId: string;
  // Replay alone: the moment to begin at; null for the whole interview.
  readonly startMs?: number | null;
  // Replay alone: what to show beside the conversation; the grid when it is absent.
  readonly pane?: ReplayPane | undefined;
}
