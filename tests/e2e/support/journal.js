// The journal as the server gives it to an account: read through a WebSocket of the test's own, in the JSON subprotocol,
// from the account's own page.

// All committed events of the recording, in sequence. Rejects with the server's error code when it refuses.
export async function readRecording(person, recordingId) {
  const answer = await person.page.evaluate(
    (recordingId) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`, 'regard.v1+json');
        const events = [];
        const end = (result) => {
          socket.close();
          resolve(result);
        };
        socket.onopen = () => socket.send(JSON.stringify({ subscribe: { recordingId, afterSequence: '0' } }));
        socket.onerror = () => end({ error: 'no connection' });
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(data);
          if (frame.eventBatch) events.push(...frame.eventBatch.events);
          if (frame.caughtUp) end({ events });
          if (frame.error) end({ error: frame.error.code });
        };
      }),
    recordingId,
  );
  if (answer.error) throw new Error(answer.error);
  return answer.events;
}

export async function interviewTitled(person, title) {
  const { interviews } = await person.ask('/api/interviews');
  return interviews.find((interview) => interview.opened.title === title);
}

// The marking recordings of the interview that the account may read, by the assessor's name.
export async function markingsOf(person, interviewId) {
  const { recordings } = await person.ask(`/api/interviews/${interviewId}`);
  const markings = recordings.filter(({ kind }) => kind === 'RECORDING_KIND_MARKING');
  return Object.fromEntries(markings.map(({ assessor, recordingId }) => [assessor.name, recordingId]));
}

// Everything that the account may read of a finished interview.
export async function journalOf(person, interviewId) {
  const conversation = await readRecording(person, interviewId);
  const markings = [];
  for (const id of Object.values(await markingsOf(person, interviewId))) markings.push(await readRecording(person, id));
  return { interviewId, conversation, markings, endMs: positionMs(conversation.at(-1), conversation[0]) };
}

export function positionMs(event, opened) {
  return Number((BigInt(event.serverMonoNs) - BigInt(opened.serverMonoNs)) / 1_000_000n);
}

// The marks that stand at the end of a marking recording, in the order they were made.
export function standingMarks(events) {
  const marks = new Map();
  for (const { body } of events) {
    const mark = body.mark ?? body.markCorrected?.mark;
    if (mark) marks.set(mark.markId, mark);
    if (body.markWithdrawn) marks.delete(body.markWithdrawn.markId);
  }
  return [...marks.values()];
}

export const fromMs = (mark) => Number(mark.observedAt?.fromMs ?? 0);
