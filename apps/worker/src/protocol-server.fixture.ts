import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A server that speaks the worker protocol as far as a worker sees it. */
export class ProtocolServer {
  readonly calls: {
    route: string;
    lease: string | undefined;
    body: Record<string, unknown>;
    authorization: string | undefined;
  }[] = [];
  /** What is left to claim. */
  shards: Record<string, unknown>[] = [];
  heartbeatState = 'live';
  /** So many answers to /complete and /fail are 503 first. */
  unavailable = 0;
  /** What such an answer is. */
  unavailableStatus = 503;
  /** What /complete answers then. */
  completeStatus = 200;
  claimStatus = 200;
  /** What a claim that is refused is answered with. */
  claimAnswer: unknown = { error: 'no' };
  /** Routes that never get an answer. */
  silent: RegExp | null = null;
  readonly #server: Server;
  #waiting: (() => void)[] = [];
  url = '';

  constructor() {
    this.#server = createServer(async (request, response) => {
      const route = request.url ?? '';
      const text = await bodyOf(request);
      if (route.startsWith('/blobs/')) return response.end('blob');
      const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
      const answer = (status: number, value?: unknown) =>
        response.writeHead(status).end(value === undefined ? undefined : JSON.stringify(value));
      const lease = request.headers['passband-lease'];
      this.calls.push({
        route,
        lease: typeof lease === 'string' ? lease : undefined,
        body,
        authorization: request.headers.authorization,
      });
      for (const wake of this.#waiting.splice(0)) wake();
      if (this.silent?.test(route)) return;
      if (route === '/worker/claim') {
        if (this.claimStatus !== 200) return answer(this.claimStatus, this.claimAnswer);
        const shard = this.shards.shift();
        if (shard) return answer(200, shard);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return answer(204);
      }
      if (route.endsWith('/heartbeat')) return answer(200, { state: this.heartbeatState, leaseSeconds: 30 });
      if (this.unavailable > 0) {
        this.unavailable--;
        return answer(this.unavailableStatus, { error: 'restarting' });
      }
      return answer(route.endsWith('/complete') ? this.completeStatus : 200, { state: 'live' });
    });
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address && typeof address === 'object') this.url = `http://127.0.0.1:${address.port}`;
  }

  async called(predicate: (call: ProtocolServer['calls'][number]) => boolean) {
    for (;;) {
      const call = this.calls.find(predicate);
      if (call) return call;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
