import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

const current = new AsyncLocalStorage<string>();

/** What a client may call its request, so that it finds it in its own log and in ours. */
const SANE = /^[\w.:-]{1,100}$/;

/** Every answer says in x-request-id what its request is called in the log: the client's own id where that is sane, else a new one. */
export function requestIds(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    const requestId = SANE.test(given) ? given : randomUUID();
    response.set('x-request-id', requestId);
    const started = performance.now();
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - started);
      const { method, path } = request;
      log.info({ requestId, method, path, status: response.statusCode, milliseconds }, 'request');
    });
    current.run(requestId, next);
  };
}

/** Of the request that is being answered; of work that nobody asked for a new one. */
export function requestId(): string {
  return current.getStore() ?? randomUUID();
}
