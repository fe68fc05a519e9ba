// A real SMTP server that keeps what it is sent.
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export class MailServer {
  #server;
  // {from, to, text}
  messages = [];

  static async start() {
    const mail = new MailServer();
    mail.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, taken) => mail.#take(stream, session).then(() => taken(), taken),
    });
    mail.#server.listen(0, '127.0.0.1');
    await once(mail.#server.server, 'listening');
    return mail;
  }

  get url() {
    return `smtp://127.0.0.1:${this.#server.server.address().port}`;
  }

  async #take(stream, { envelope }) {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const to = envelope.rcptTo.map(({ address }) => address);
    this.messages.push({ from: envelope.mailFrom.address, to, text: Buffer.concat(pieces).toString('utf8') });
  }

  stop() {
    return new Promise((closed) => this.#server.close(closed));
  }
}
