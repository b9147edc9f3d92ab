import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { ABOUT_HEADERS } from '@passband/tracing';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { globalId } from '../graphql/global-id.ts';

/** What lines of the log say of a request. */
export interface RequestFields {
  requestId?: string;
  /** As clients know it, `measurement-UUID`. */
  measurement?: string;
  /** A uuid. */
  shard?: string;
}

const current = new AsyncLocalStorage<RequestFields>();

/** What a client may call its request, so that it finds it in its own log and in ours. */
const SANE = /^[\w.:-]{1,100}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);

/** Every answer says in x-request-id what its request is called in the log: the client's own id where that is sane, else a new one. */
export function requestIds(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    const requestId = SANE.test(given) ? given : randomUUID();
    response.set('x-request-id', requestId);
    const fields: RequestFields = { requestId };
    setAbout(fields, {
      id: request.get(ABOUT_HEADERS.shard),
      measurementId: request.get(ABOUT_HEADERS.measurement),
    });
    const started = performance.now();
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - started);
      const { method, path } = request;
      log.info({ ...fields, method, path, status: response.statusCode, milliseconds }, 'request');
    });
    current.run(fields, next);
  };
}

/** Of the request that is being answered; of work that nobody asked for a new one. */
export function requestId(): string {
  return current.getStore()?.requestId ?? randomUUID();
}

/** For the log; nothing outside of a request. */
export function requestFields(): RequestFields {
  return current.getStore() ?? {};
}

/** From now on the request's lines say which shard it is about. */
export function isAbout(shard: About): void {
  const fields = current.getStore();
  if (fields) setAbout(fields, shard);
}

interface About {
  id?: string | undefined;
  measurementId?: string | undefined;
}

/** What is no id is not one that a client could make the log say. */
function setAbout(fields: RequestFields, { id = '', measurementId = '' }: About): void {
  if (isUuid(id)) fields.shard = id;
  if (isUuid(measurementId)) fields.measurement = globalId('measurement', measurementId);
}
