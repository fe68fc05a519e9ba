// The network between one browser and the server: a TCP proxy that can be cut for real. An open WebSocket survives what
// browsers call "offline".
import { once } from 'node:events';
import net from 'node:net';

export class Network {
  #server;
  #listener;
  #pairs = new Set();
  #passes = () => true;
  #isSilent = false;
  origin = '';

  static async to(server) {
    const network = new Network(server);
    network.#listener.listen(0, '127.0.0.1');
    await once(network.#listener, 'listening');
    network.origin = `${new URL(server.origin).protocol}//127.0.0.1:${network.#listener.address().port}`;
    return network;
  }

  constructor(server) {
    this.#server = server;
    this.#listener = net.createServer((client) => this.#accept(client));
  }

  // Nothing passes, and what was open is reset.
  cut() {
    this.#allow(() => false);
  }

  // Pages and queries pass, the WebSocket does not.
  cutLiveOnly() {
    this.#allow((pair) => !pair.isLive);
  }

  // A cable that was pulled out: nothing passes, and neither side is told.
  silence() {
    this.#isSilent = true;
    for (const pair of this.#pairs) pair.hold();
  }

  restore() {
    this.#isSilent = false;
    for (const pair of [...this.#pairs]) {
      pair.hold();
      pair.letGo();
    }
    this.#allow(() => true);
  }

  close() {
    this.cut();
    this.#listener.close();
  }

  #allow(passes) {
    this.#passes = passes;
    for (const pair of [...this.#pairs]) if (!passes(pair)) pair.drop();
  }

  #accept(client) {
    client.on('error', () => client.destroy());
    client.once('data', (head) => {
      if (this.#isSilent) return client.pause();
      const isLive = head.subarray(0, 7).toString() === 'GET /ws';
      if (this.#passes({ isLive })) this.#connect(client, head, isLive);
      else client.resetAndDestroy();
    });
  }

  #connect(client, head, isLive) {
    const upstream = net.connect(this.#server.port, '127.0.0.1');
    const pair = {
      isLive,
      drop: () => client.resetAndDestroy(),
      hold: () => void [client.unpipe(), upstream.unpipe()],
      letGo: () => void client.pipe(upstream).pipe(client),
    };
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.setNoDelay(true).on('error', end).on('close', end);
    upstream.write(head);
    pair.letGo();
  }
}
