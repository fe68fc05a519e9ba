// A real SMTP server that keeps what it is sent.
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export class MailServer {
  #server;
  // {from, to, text}
  messages = [];
  // That it was told.
  passwords = [];

  // It knows no TLS; `asksForPassword`, it asks for one all the same.
  static async start({ asksForPassword = false } = {}) {
    const mail = new MailServer();
    mail.#server = new SMTPServer({
      authOptional: !asksForPassword,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS', ...(asksForPassword ? [] : ['AUTH'])],
      onAuth: ({ username, password }, session, taken) => {
        mail.passwords.push(password);
        taken(null, { user: username });
      },
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
