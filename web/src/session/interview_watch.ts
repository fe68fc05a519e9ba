// What the server says of interviews on this connection: those that the account may see and that were opened, closed or
// unsealed, as they are now. A server that cannot say it answers with an error, which is nobody's business here.
import type { Interview } from '../gen/regard/v1/api/interviews_pb';
import type { InterviewsChanged } from '../gen/regard/v1/frame_pb';
import { Emitter } from '../base/emitter';
import type { Connection } from '../link/connection';

export class InterviewWatch {
  readonly changes = new Emitter<Interview>();
  // Changes may have been missed: whoever shows interviews reads them again.
  readonly missed = new Emitter<void>();

  constructor(connection: Connection) {
    connection.frames.on(({ frame }) => {
      if (frame.case === 'welcome') this.#begin(connection);
      if (frame.case === 'interviewsChanged') this.#tell(frame.value);
    });
  }

  // Asked for first, read afterwards: nothing falls between.
  #begin(connection: Connection): void {
    connection.send({ case: 'watchInterviews', value: {} });
    this.missed.emit();
  }

  #tell({ interviews, incomplete }: InterviewsChanged): void {
    for (const interview of interviews) this.changes.emit(interview);
    if (incomplete) this.missed.emit();
  }
}
