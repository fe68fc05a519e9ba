// Events published through a WebSocket of the test's own, in the JSON subprotocol, from an account's own page: what would
// take too long by hand.
import { randomUUID } from 'node:crypto';

// `events`: [{recordingId, body}], each recording's first. Returns once all are acknowledged, and rejects with the server's
// error code when it refuses one.
export async function publish(person, events) {
  const frames = events.map(({ recordingId, body }) => ({ recordingId, clientId: randomUUID(), clientSeq: '1', body }));
  const refusal = await person.page.evaluate(
    (frames) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`, 'regard.v1+json');
        const waiting = new Set(frames.map(({ clientId }) => clientId));
        const end = (refusal) => {
          socket.close();
          resolve(refusal);
        };
        socket.onerror = () => end('no connection');
        socket.onmessage = ({ data }) => {
          const { welcome, ack, error } = JSON.parse(data);
          if (welcome) for (const frame of frames) socket.send(JSON.stringify({ publish: frame }));
          if (error) end(`${error.code} ${error.message}`);
          if (ack) waiting.delete(ack.clientId);
          if (waiting.size === 0) end('');
        };
      }),
    frames,
  );
  if (refusal !== '') throw new Error(refusal);
}

// As many events of one recording, in their order, as fast as the server takes them. Returns and rejects as `publish` does.
export async function publishAll(person, recordingId, bodies) {
  const refusal = await person.page.evaluate(
    ([recordingId, clientId, bodies]) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`, 'regard.v1+json');
        const end = (refusal) => {
          socket.close();
          resolve(refusal);
        };
        const send = (body, at) => socket.send(JSON.stringify({ publish: { recordingId, clientId, clientSeq: String(at + 1), body } }));
        socket.onerror = () => end('no connection');
        socket.onmessage = ({ data }) => {
          const { welcome, ack, error } = JSON.parse(data);
          if (welcome) bodies.forEach(send);
          if (error) end(`${error.code} ${error.message}`);
          if (Number(ack?.clientSeq) === bodies.length) end('');
        };
      }),
    [recordingId, randomUUID(), bodies],
  );
  if (refusal !== '') throw new Error(refusal);
}

// Opens a chat interview for each title, one after the other; returns their ids.
export async function openChats(assessor, titles) {
  const openings = titles.map((title) => ({ recordingId: randomUUID(), body: { interviewOpened: chatTitled(title, assessor.login) } }));
  await publish(assessor, openings);
  return openings.map(({ recordingId }) => recordingId);
}

export function close(candidate, interviewIds) {
  return publish(
    candidate,
    interviewIds.map((recordingId) => ({ recordingId, body: { interviewClosed: { reason: '' } } })),
  );
}

function chatTitled(title, assessor) {
  return {
    title,
    blockCode: 'B1',
    channel: 'CHANNEL_CHAT',
    simulated: true,
    candidate: { login: 'lea.bernard' },
    interlocutor: { name: 'Mme Odile Marchand', side: 'INTERLOCUTOR_SIDE_EXTERNAL', description: 'adhérente' },
    rolePlayer: { login: 'nadia.benali' },
    assessors: [{ login: assessor }],
  };
}
