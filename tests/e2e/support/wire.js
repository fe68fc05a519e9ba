// Everything that reached one page: WebSocket frames and the bodies of HTTP answers.
import { frameKinds, readField } from './protobuf.js';

export class Wire {
  #frames = [];
  #bodies = [];

  constructor(page) {
    page.on('websocket', (socket) => {
      // Text frames belong to the test's own connections: see journal.js.
      socket.on('framereceived', ({ payload }) => typeof payload !== 'string' && this.#frames.push(payload));
    });
    page.on('response', (response) => {
      // The body of an answer that the page no longer waits for cannot be read by anybody.
      if (response.url().includes('/api/')) this.#bodies.push(response.text().catch(() => ''));
    });
  }

  // [{kind, recordingId}], recordingId empty for frames about none.
  frames() {
    return this.#frames.map((bytes) => {
      const { number, value } = readField(bytes, 0);
      const kind = frameKinds[number];
      return { kind: kind.name, recordingId: kind.recordingField ? textField(value, kind.recordingField) : '' };
    });
  }

  // Whether the text reached the page in any way.
  async carried(text) {
    const bodies = await Promise.all(this.#bodies);
    return this.#frames.some((frame) => frame.includes(text)) || bodies.some((body) => body.includes(text));
  }
}

function textField(message, wanted) {
  for (let at = 0; at < message.length; ) {
    const { number, value, end } = readField(message, at);
    if (number === wanted) return value.toString();
    at = end;
  }
  return '';
}
