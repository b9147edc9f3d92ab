import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

/** A request that went through a relay; times are of performance.now(). */
export interface Passing {
  method: string;
  route: string;
  askedMs: number;
  /** When its answer was there; null before, and where there was none. */
  answeredMs: number | null;
  status: number | null;
  answer: Buffer | null;
}

/** What a relay does to a request beside passing it on. */
export interface Treatment {
  /** Waited for before the request goes on. */
  before?(): Promise<void> | void;
  /** Waited for when half of the answer was given. */
  inAnswer?(): Promise<void> | void;
  /** Where the connection breaks: in the middle of the request, before the answer or in the middle of it. */
  cut?: 'request' | 'before answer' | 'answer';
}

const claimAnswer = z.object({ id: z.string(), measurementId: z.string() });
const leaseAnswer = z.object({ state: z.string() });

/** Stands between a worker and the server: sees every request of the worker's, and breaks those that it is told to. */
export class Relay {
  readonly passings: Passing[] = [];
  readonly url: string;
  readonly #target: URL;
  readonly #server: Server;
  readonly #treat: (passing: Passing) => Treatment | undefined;

  private constructor(server: Server, target: string, treat: (passing: Passing) => Treatment | undefined) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a relay listens on a port');
    this.url = `http://127.0.0.1:${address.port}`;
    this.#target = new URL(target);
    this.#server = server;
    this.#treat = treat;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // Whoever asked may be killed in the middle, which is what these tests are for.
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(target: string, treat: (passing: Passing) => Treatment | undefined = () => undefined) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Relay(server, target, treat);
  }

  /** Shards that were given to the worker, in order. */
  claims(): { shard: string; measurementId: string; atMs: number }[] {
    return this.passings.flatMap((passing) => {
      if (passing.route !== '/worker/claim' || passing.status !== 200 || passing.answer === null) return [];
      const { id, measurementId } = claimAnswer.parse(JSON.parse(String(passing.answer)));
      return [{ shard: id, measurementId, atMs: passing.answeredMs ?? 0 }];
    });
  }

  /** Shards whose result was posted, with what the server said to it. */
  posted(): { shard: string; state: string; atMs: number }[] {
    return this.#reports('complete');
  }

  failed(): { shard: string; state: string; atMs: number }[] {
    return this.#reports('fail');
  }

  /** When the worker first asked for work; null before. */
  get joinedMs(): number | null {
    return this.passings.find(({ route }) => route === '/worker/claim')?.askedMs ?? null;
  }

  /** When the worker last asked for work. */
  get lastAskedMs(): number {
    return this.passings.findLast(({ route }) => route === '/worker/claim')?.askedMs ?? 0;
  }

  /** The shard that the worker has, and has not reported on. */
  held(): string | null {
    const reported = [...this.posted(), ...this.failed()];
    const last = this.claims().at(-1);
    const over = last && reported.some(({ shard, atMs }) => shard === last.shard && atMs > last.atMs);
    return last && !over ? last.shard : null;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #reports(report: 'complete' | 'fail') {
    return this.passings.flatMap(({ route, answer, status, answeredMs }) => {
      const [, shard] = route.match(new RegExp(`^/worker/shards/([^/]+)/${report}$`)) ?? [];
      if (shard === undefined || answer === null || (status !== 200 && status !== 409)) return [];
      return [{ shard, state: leaseAnswer.parse(JSON.parse(String(answer))).state, atMs: answeredMs ?? 0 }];
    });
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const passing: Passing = {
      method: request.method ?? '',
      route: request.url ?? '',
      askedMs: performance.now(),
      answeredMs: null,
      status: null,
      answer: null,
    };
    this.passings.push(passing);
    const treatment = this.#treat(passing) ?? {};
    const body = await buffer(request);
    await treatment.before?.();
    const { status, headers, answer } = await this.#answer(request, response, body, treatment.cut === 'request');
    Object.assign(passing, { status, answer, answeredMs: performance.now() });
    if (treatment.cut === 'before answer') return void response.destroy();
    response.writeHead(status, headers);
    const half = Math.ceil(answer.length / 2);
    response.write(answer.subarray(0, half));
    await treatment.inAnswer?.();
    if (treatment.cut === 'answer') return void response.destroy();
    response.end(answer.subarray(half));
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: Buffer, isCut: boolean) {
    return new Promise<{ status: number; headers: IncomingMessage['headers']; answer: Buffer }>((resolve, reject) => {
      const onward = ask(new URL(request.url ?? '/', this.#target), {
        method: request.method,
        headers: { ...request.headers, host: this.#target.host },
      });
      onward.on('error', reject);
      // Who hangs up is seen to by the server.
      response.on('close', () => onward.destroy());
      onward.on('response', (answered) => {
        buffer(answered).then(
          (answer) => resolve({ status: answered.statusCode ?? 0, headers: answered.headers, answer }),
          reject,
        );
      });
      if (!isCut) return void onward.end(body);
      onward.write(body.subarray(0, Math.floor(body.length / 2)), () => {
        onward.destroy(new Error('cut in the middle of the request'));
      });
      onward.flushHeaders();
    });
  }
}
