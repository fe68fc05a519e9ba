// The real server and the real simulator, as child processes.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { artefact } from './artefacts.js';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = (name) => join(root, 'build/bin', name);

export function newDirectory() {
  return mkdtempSync(join(tmpdir(), 'regard-e2e-'));
}

// A server on a data directory of its own, which goes with it.
export class Server {
  #story;
  #dataDirectory;
  #options;
  #process = null;
  #exited = null;
  origin = '';

  static async start(story, dataDirectory = newDirectory(), options = []) {
    const server = new Server(story, dataDirectory, options);
    await server.#launch(['--port', '0']);
    return server;
  }

  constructor(story, dataDirectory, options) {
    this.#story = story;
    this.#dataDirectory = dataDirectory;
    this.#options = options;
  }

  get port() {
    return Number(new URL(this.origin).port);
  }

  get dataDirectory() {
    return this.#dataDirectory;
  }

  get tokenFile() {
    return join(this.#dataDirectory, 'demo-integration-token');
  }

  // As a power cut would, but for the page cache.
  async kill() {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }

  // On the same port.
  async restart() {
    await this.#launch(['--port', String(this.port)]);
  }

  // The public key, as an organiser is told it.
  async key() {
    const { stdout } = await execute(program('regard-server'), ['key', '--data', this.#dataDirectory]);
    return stdout.trim();
  }

  // Whether every chain of the database holds. The server must be stopped.
  async verify(options = []) {
    const verifier = spawn(program('regard-server'), ['verify', join(this.#dataDirectory, 'regard.db'), ...options], { stdio: 'ignore' });
    const [code] = await once(verifier, 'exit');
    return code === 0;
  }

  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGTERM');
    await this.#exited;
  }

  removeData() {
    rmSync(this.#dataDirectory, { recursive: true, force: true });
  }

  async #launch(port) {
    const options = ['--demo', ...port, ...this.#options, '--data', this.#dataDirectory];
    this.#process = spawn(program('regard-server'), options, {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#process, 'exit');
    this.#process.stderr.pipe(createWriteStream(artefact(`${this.#story}-server.log`), { flags: 'a' }));
    for await (const line of createInterface({ input: this.#process.stdout })) {
      const ready = /^regard: ready on (\S+)$/.exec(line);
      if (!ready) continue;
      this.origin = ready[1];
      return;
    }
    throw new Error(`the server ended before it was ready: see ${this.#story}-server.log in the artefacts`);
  }
}

// Scenarios by the beginning of their file name; speed 0 plays as fast as it is acknowledged.
export class Simulator {
  #process;
  #exited;

  constructor(server, scenarios, { speed, concurrency = 1 }) {
    const files = scenarios.flatMap((name) => ['--scenario', join(root, `gateway/simulator/scenarios/${name}.yaml`)]);
    const url = `${server.origin.replace('http', 'ws')}/ws`;
    const options = ['--url', url, '--token-file', server.tokenFile, '--speed', String(speed), '--concurrency', String(concurrency)];
    this.#process = spawn(program('regard-simulator'), [...options, ...files], { stdio: 'ignore' });
    this.#exited = once(this.#process, 'exit');
  }

  // Until everything is played and acknowledged.
  async finished() {
    const [code] = await this.#exited;
    if (code !== 0) throw new Error(`the simulator ended with code ${code}`);
  }

  // The interviews in play are closed, as at the end of a call.
  async hangUp() {
    this.#process.kill('SIGINT');
    await this.#exited;
  }

  async stop() {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }
}
