import { once } from 'node:events';
import type { Request, RequestHandler, Response } from 'express';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from 'graphql';
import { z } from 'zod';
import { limitsRule, MAX_TOKENS } from '../graphql/limits.ts';
import { endOf } from './end-of.ts';

const PING_MS = 15_000;
/** Who reads nothing for so long holds a connection, and what waits for it, for nobody. */
const PATIENCE_MS = 30_000;
/** A large result leaves in such pieces: who takes one in time is reading, however slowly. */
const PIECE_BYTES = 16_384;

const graphqlRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export interface EventStreamOptions {
  schema: GraphQLSchema;
  /** `over` ends the source: its reader went away, or the server closes. */
  contextOf(request: Request, over: AbortSignal): unknown;
  format(error: GraphQLError): GraphQLFormattedError;
  /** Ends all streams. */
  closed: AbortSignal;
  pingMs?: number;
  patienceMs?: number;
}

/**
 * Subscriptions as server-sent events: `next` with a result each, `complete` at the end (graphql-sse's distinct connections
 * mode), over GET and POST. The next result is asked for only when the last one left, so a reader that stops reading holds
 * one result, and is dropped where not even a piece of it has left for `patienceMs`. Where the server closes, the stream ends
 * without `complete`: a client comes back.
 */
export function eventStream({
  schema,
  contextOf,
  format,
  closed,
  pingMs = PING_MS,
  patienceMs = PATIENCE_MS,
}: EventStreamOptions): RequestHandler {
  return async (request, response) => {
    const checked = checkedSubscription(schema, request.method === 'GET' ? fromQuery(request) : request.body);
    if ('errors' in checked) return void response.status(400).json({ errors: checked.errors.map(format) });
    const { over, forget } = endOf(response, closed);
    const reader: Reader = { response, over, patienceMs };
    let ping: NodeJS.Timeout | undefined;
    try {
      const results = await subscribe({ schema, contextValue: contextOf(request, over), ...checked });
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      // At once, before anything changes: the reader then knows that the line is open.
      response.flushHeaders();
      ping = setInterval(() => {
        if (!response.writableNeedDrain) void write(reader, ': ping\n\n');
      }, pingMs);
      if (Symbol.asyncIterator in results) await sendAll(results, reader, format);
      else await send(reader, 'next', shown(results, format));
      if (!closed.aborted) await send(reader, 'complete', null);
      response.end();
    } finally {
      clearInterval(ping);
      forget();
    }
  };
}

/** Who a stream is for: `over` is aborted where they went away, or the server closes. */
interface Reader {
  response: Response;
  over: AbortSignal;
  patienceMs: number;
}

async function sendAll(
  results: AsyncGenerator<ExecutionResult, void, void>,
  reader: Reader,
  format: EventStreamOptions['format'],
): Promise<void> {
  const { over } = reader;
  // A source that has given a value and is asked for none is ended here; one that waits for the next ends by `over`.
  const stop = () => void results.return(undefined).catch(() => {});
  over.addEventListener('abort', stop, { once: true });
  try {
    for await (const result of results) {
      if (over.aborted) return;
      await send(reader, 'next', shown(result, format));
    }
  } finally {
    over.removeEventListener('abort', stop);
  }
}

async function send(reader: Reader, event: 'next' | 'complete', data: unknown): Promise<void> {
  const line = data === null ? '' : JSON.stringify(data);
  const bytes = Buffer.from(`event: ${event}\ndata: ${line}\n\n`);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) await write(reader, bytes.subarray(at, at + PIECE_BYTES));
}

/** Writes, and waits until there is room for more; the connection is broken off where there is none for too long. */
async function write({ response, over, patienceMs }: Reader, piece: Uint8Array | string): Promise<void> {
  if (over.aborted || response.write(piece)) return;
  const patience = setTimeout(() => response.destroy(), patienceMs);
  await once(response, 'drain', { signal: over }).catch(() => {});
  clearTimeout(patience);
}

function shown(result: ExecutionResult, format: EventStreamOptions['format']) {
  return result.errors ? { ...result, errors: result.errors.map(format) } : result;
}

type Checked = { document: DocumentNode; variableValues: Record<string, unknown>; operationName: string | null };

function checkedSubscription(schema: GraphQLSchema, body: unknown): Checked | { errors: readonly GraphQLError[] } {
  const asked = graphqlRequest.safeParse(body);
  if (!asked.success)
    return { errors: [new GraphQLError('the request must hold a query, and may hold variables and operationName')] };
  const { query, variables, operationName } = asked.data;
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, [...specifiedRules, limitsRule]);
    if (errors.length > 0) return { errors };
    if (getOperationAST(document, operationName)?.operation !== 'subscription')
      return { errors: [new GraphQLError('a stream takes one subscription; queries and mutations go to /graphql')] };
    return { document, variableValues: variables ?? {}, operationName: operationName ?? null };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function fromQuery({ query }: Request): unknown {
  const { query: text, variables, operationName } = query;
  return { query: text, operationName, variables: typeof variables === 'string' ? parsed(variables) : undefined };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
