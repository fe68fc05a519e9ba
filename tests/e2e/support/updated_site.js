// The built pages as a site that is brought up to date: every version has names of its own for its parts, as the build gives
// them, and has none of the version before. Nobody is signed in.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

export class UpdatedSite {
  #server = http.createServer((request, response) => this.#answer(request, response));
  version = '';
  isUp = true;
  origin = '';

  static async start(version) {
    const site = new UpdatedSite();
    site.version = version;
    site.#server.listen(0, '127.0.0.1');
    await once(site.#server, 'listening');
    site.origin = `http://127.0.0.1:${site.#server.address().port}`;
    return site;
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ url }, response) {
    const path = new URL(url, this.origin).pathname;
    if (!this.isUp) return response.socket.destroy();
    if (path.startsWith('/api/')) return response.writeHead(401, { 'Content-Type': 'application/json' }).end('{"code":"not_signed_in"}');
    try {
      const body = this.#file(path === '/' ? '/index.html' : path);
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'text/html', 'Cache-Control': 'no-cache' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }

  // Throws when this version has no such file.
  #file(path) {
    const ending = `.${this.version}.js`;
    if (path.startsWith('/assets/') && path.endsWith('.js') && !path.endsWith(ending)) throw new Error('of another version');
    const bytes = readFileSync(join(built, path.replace(ending, '.js')));
    if (!/\.(js|html)$/.test(path)) return bytes;
    return bytes
      .toString()
      .replace(/(assets\/|\.\/)([\w-]+)\.js/g, `$1$2${ending}`)
      .replace(/builtVersion="\w+"/, `builtVersion="${this.version}"`)
      .replace('<html', `<html data-version="${this.version}"`);
  }
}
