import type { ServerResponse } from 'node:http';

/**
 * Aborted when whoever waits for this response goes away, or the server closes; `forget` once neither is of interest any
 * more. Not AbortSignal.any: a signal that lives as long as the server would keep a trace of every response.
 */
export function endOf(response: ServerResponse, closed: AbortSignal): { over: AbortSignal; forget(): void } {
  const end = new AbortController();
  const stop = () => end.abort();
  response.on('close', stop);
  closed.addEventListener('abort', stop);
  if (response.destroyed || closed.aborted) stop();
  return {
    over: end.signal,
    forget() {
      response.off('close', stop);
      closed.removeEventListener('abort', stop);
    },
  };
}
