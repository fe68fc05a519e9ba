import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../gen/regard/v1/frame_pb';
import { ConnectionBench } from '../test_support';
import { InterviewWatch } from './interview_watch';

class Bench extends ConnectionBench {
  readonly told: string[] = [];

  constructor() {
    super();
    const watch = new InterviewWatch(this.connection);
    watch.changes.on(({ interviewId }) => this.told.push(interviewId));
    watch.missed.on(() => this.told.push('missed'));
  }
}

describe('watching interviews', () => {
  it('is asked for on every connection, and what was missed before is read again', async () => {
    const bench = new Bench();
    bench.open();
    expect(bench.socket.saidOf('watchInterviews')).toHaveLength(1);
    await bench.cutAndReturn();
    expect(bench.sockets).toHaveLength(2);
    expect(bench.socket.saidOf('watchInterviews')).toHaveLength(1);
    expect(bench.told).toEqual(['missed', 'missed']);
  });

  it('tells of each interview that changed, and that some are left out', () => {
    const bench = new Bench();
    bench.open();
    bench.socket.receive({ case: 'interviewsChanged', value: { interviews: [{ interviewId: 'a' }, { interviewId: 'b' }] } });
    bench.socket.receive({ case: 'interviewsChanged', value: { interviews: [], incomplete: true } });
    expect(bench.told).toEqual(['missed', 'a', 'b', 'missed']);
  });

  it('goes without it where the server does not know the question', () => {
    const bench = new Bench();
    bench.open();
    bench.socket.receive({ case: 'error', value: { code: ErrorCode.UNKNOWN_KIND, message: 'unknown frame' } });
    expect(bench.told).toEqual(['missed']);
    expect(bench.connection.state.kind).toBe('open');
  });
});
