import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';

/** A load balancer of the simplest kind: each request goes to the next server, whichever answered the one before. */
export class RoundRobin {
  readonly url: string;
  readonly #server: Server;
  readonly #targets: string[];

  private constructor(server: Server, port: number, targets: string[]) {
    this.url = `http://127.0.0.1:${port}`;
    this.#server = server;
    this.#targets = targets;
  }

  static async start(): Promise<RoundRobin> {
    const targets: string[] = [];
    const server = createServer((incoming, answer) => {
      const target = targets.shift();
      if (target === undefined) return void answer.writeHead(503).end();
      targets.push(target);
      const { method, headers, url = '/' } = incoming;
      const outgoing = request(new URL(url, target), { method, headers, agent: false }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.on('error', () => answer.destroy());
        response.pipe(answer);
      });
      outgoing.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
      incoming.pipe(outgoing);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new RoundRobin(server, address.port, targets);
  }

  /** From now on requests go to it too. */
  add(target: string): void {
    this.#targets.push(target);
  }

  /** What a health check would do. */
  remove(target: string): void {
    this.#targets.splice(this.#targets.indexOf(target), 1);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
