import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { Operation } from './operations.ts';

/** No answer came, or it broke off: the server may be there again in a moment. */
export class Unreachable extends InputError {}

/** Where a server is, and the token it is asked with. */
export interface ServerOptions {
  server: string;
  token?: string;
}

type Bytes = AsyncGenerator<Uint8Array, void, undefined>;
type Init = RequestInit & { headers?: Record<string, string>; duplex?: 'half' };

const failures = z.array(z.object({ message: z.string() }));
const result = z.object({ data: z.unknown().optional(), errors: failures.optional() });
/** What is said of a request that is refused: {"error": "..."}, or GraphQL's own. */
const refusal = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ errors: failures.min(1) }).transform(({ errors }) => joined(errors)),
]);

/** A server that is asked over its API. Its errors say what the person at the command line can do about them. */
export class Connection {
  readonly server: string;
  readonly signal: AbortSignal;
  readonly #token: string | undefined;

  constructor({ server, token }: ServerOptions, signal: AbortSignal) {
    this.server = server.replace(/\/+$/, '');
    this.signal = signal;
    this.#token = token;
  }

  /** The answer to a query or mutation. Throws InputError where it is refused. */
  async ask<A>({ document, answer }: Operation<A>, variables: Readonly<Record<string, unknown>> = {}): Promise<A> {
    const response = await this.send('/graphql', posted({ query: document, variables }));
    return this.dataOf(jsonOf(await this.#text(response)), answer);
  }

  /** The server-sent events of a subscription. Throws InputError where it is refused. */
  subscribe({ document }: Operation<unknown>, variables: Readonly<Record<string, unknown>>): Promise<Bytes> {
    return this.bytes('/graphql/stream', posted({ query: document, variables }));
  }

  /** The bytes of an answer. Throws as `send` does and, while they are read, Unreachable where they break off. */
  async bytes(route: string, init: Init = {}): Promise<Bytes> {
    const { body } = await this.send(route, init);
    return this.#read(body ?? []);
  }

  async *#read(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Bytes {
    try {
      yield* body;
    } catch (error) {
      throw this.#brokenOff(error);
    }
  }

  /** What a GraphQL result holds. Throws InputError where that is errors, or not what was asked for. */
  dataOf<A>(value: unknown, answer: z.ZodType<A>): A {
    const { data, errors } = result.safeParse(value).data ?? {};
    if (errors?.length) throw new InputError(joined(errors));
    const parsed = answer.safeParse(data);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${this.server} must be a Passband of this version; ${issue?.path.join('.') || 'its answer'}: ${issue?.message}`,
    );
  }

  /** Any request. Throws InputError where the answer is no success, Unreachable where there is none. */
  async send(route: string, init: Init = {}): Promise<Response> {
    const response = await this.#fetch(route, init);
    if (response.ok) return response;
    if (response.status === 401) throw new InputError(this.#wrongToken());
    const told = refusal.safeParse(jsonOf(await this.#text(response))).data;
    const message = told ?? `${this.server} does not answer as Passband does (status ${response.status}): ${WHERE}`;
    throw AWAY.includes(response.status) ? new Unreachable(message) : new InputError(message);
  }

  async #text(response: Response): Promise<string> {
    try {
      return await response.text();
    } catch (error) {
      throw this.#brokenOff(error);
    }
  }

  async #fetch(route: string, init: Init): Promise<Response> {
    const headers = { ...init.headers, ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }) };
    try {
      return await fetch(this.server + route, { ...init, headers, signal: this.signal });
    } catch (error) {
      if (this.signal.aborted) throw error;
      throw new Unreachable(`no server answers at ${this.server} (${causeOf(error)}): ${WHERE}`);
    }
  }

  /** What reading an answer failed with, in words: fetch throws a TypeError where the other end is gone. */
  #brokenOff(error: unknown): unknown {
    if (!(error instanceof TypeError)) return error;
    return new Unreachable(`${this.server} broke off its answer (${causeOf(error)})`);
  }

  #wrongToken(): string {
    if (this.#token === undefined) return `${this.server} wants a token: give it with --token or PASSBAND_TOKEN`;
    return `--token or PASSBAND_TOKEN must be a token that ${this.server} gave out and that still holds; it does not know this one`;
  }
}

/** What is answered for a server that is not there just now, by itself or by whoever stands before it. */
const AWAY: readonly number[] = [502, 503, 504];
const WHERE = 'start one with `npm start`, or say where it is with --server or PASSBAND_SERVER';

function posted(body: unknown): Init {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function joined(errors: readonly { message: string }[]): string {
  return errors.map(({ message }) => message).join('; ');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Why fetch failed: its own message says only that it did. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
}
