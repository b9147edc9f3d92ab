import type { Tracing } from '@passband/tracing';
import type { RequestHandler } from 'express';
import { isUuid } from '../http/request-ids.ts';

/** Asked for every second or so, and never what a trace is looked at for. */
const UNTRACED = /^\/(healthz|readyz|metrics|_next\/.*|worker\/shards\/[^/]+\/heartbeat)$/;

/** A span for each request, by its route, under the span whose W3C traceparent the client sends. */
export function requestSpans(tracing: Tracing): RequestHandler {
  if (!tracing.on) return (_request, _response, next) => next();
  return (request, response, next) => {
    const { method, path } = request;
    if (UNTRACED.test(path)) return next();
    const traceparent = request.get('traceparent');
    const shard = request.get('passband-shard') ?? '';
    const span = tracing.begin({
      ...{ name: method, kind: 'server', under: traceparent === undefined ? undefined : { traceparent } },
      attributes: {
        ...{ 'http.request.method': method, 'url.path': path },
        'passband.request': String(response.getHeader('x-request-id') ?? ''),
        ...(isUuid(shard) && { 'passband.shard': shard }),
      },
    });
    response.once('close', () => {
      // Known once it was routed; other addresses are pages.
      const route: unknown = request.route?.path;
      const named = typeof route === 'string' ? route : 'page';
      span.name(`${method} ${named}`);
      span.set({ 'http.route': named, 'http.response.status_code': response.statusCode });
      if (response.statusCode >= 500) span.fail(`status ${response.statusCode}`);
      span.end();
    });
    span.within(next);
  };
}
