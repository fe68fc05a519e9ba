// What waits for the reader, on top of the list of all: a list of its own for each filter that finds it.
import type { Interview } from '../../gen/regard/v1/api/interviews_pb';
import type { InterviewFilter } from '../../interviews/interview_filter';
import { InterviewList, type ListSurroundings } from '../../interviews/interview_list';
import { waitingFor } from '../../interviews/waiting';
import type { Session } from '../../session/session';

interface WaitingList {
  readonly filter: InterviewFilter;
  readonly list: InterviewList;
}

export interface WaitingShown {
  readonly filter: InterviewFilter;
  readonly interviews: readonly Interview[];
  // Beyond what is shown.
  readonly hasMore: boolean;
}

export class WaitingLists {
  // Of each list, as of its last change.
  shown = $state.raw<readonly WaitingShown[]>([]);
  readonly #lists: readonly WaitingList[];

  constructor(session: Session, around: ListSurroundings) {
    this.#lists = waitingFor(session.me.role).map((filter) => ({ filter, list: new InterviewList(around) }));
  }

  async read(): Promise<void> {
    await Promise.all(this.#lists.map(({ filter, list }) => list.show(filter)));
  }

  // Follows what changes, until the function that it gives is called.
  follow(session: Session): () => void {
    const look = (): void => {
      this.shown = this.#lists.map(({ filter, list }) => ({ filter, interviews: list.interviews, hasMore: list.hasMore }));
    };
    const ends = this.#lists.flatMap(({ filter, list }) => [
      list.changes.on(look),
      session.interviews.changes.on((interview) => list.accept(interview)),
      // Anew: what waits is a matter of how long ago it was opened, too.
      session.interviews.missed.on(() => void list.show(filter)),
    ]);
    return () => ends.forEach((end) => end());
  }
}
