// A real time-stamping service (RFC 3161): OpenSSL behind an HTTP server.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { newDirectory } from './programs.js';

const openssl = (...options) => execFileSync('openssl', options, { stdio: 'pipe' });

export class TimestampService {
  #directory = newDirectory();
  #server;
  queryCount = 0;

  static async start() {
    const service = new TimestampService();
    service.#prepare();
    service.#server = http.createServer((request, response) => void service.#answer(request, response));
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  get caFile() {
    return this.#file('certificate.pem');
  }

  // Whether the reply is of this service, over the data. Throws with OpenSSL's words when it is not.
  verify(dataFile, replyFile) {
    openssl('ts', '-verify', '-data', dataFile, '-in', replyFile, '-CAfile', this.caFile);
  }

  stop() {
    this.#server.close();
  }

  #file(name) {
    return join(this.#directory, name);
  }

  #prepare() {
    const extensions = ['-addext', 'extendedKeyUsage=critical,timeStamping', '-addext', 'keyUsage=critical,digitalSignature'];
    const made = ['-keyout', this.#file('key.pem'), '-out', this.#file('certificate.pem')];
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Time stamps', ...extensions, ...made);
    writeFileSync(this.#file('serial'), '01');
    writeFileSync(
      this.#file('config'),
      `[tsa]\ndefault_tsa=own\n[own]\nserial=${this.#file('serial')}\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n`,
    );
  }

  async #answer(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    writeFileSync(this.#file('query'), Buffer.concat(pieces));
    const signer = ['-signer', this.#file('certificate.pem'), '-inkey', this.#file('key.pem')];
    openssl('ts', '-reply', '-config', this.#file('config'), '-queryfile', this.#file('query'), ...signer, '-out', this.#file('reply'));
    ++this.queryCount;
    response.setHeader('Content-Type', 'application/timestamp-reply');
    response.end(readFileSync(this.#file('reply')));
  }
}
