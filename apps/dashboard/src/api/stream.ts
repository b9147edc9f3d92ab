import type { SubscriptionForwarder } from 'urql';
import { connectionLost, connectionOpened, onRetryNow } from './connection.ts';
import { EventStreamParser } from './event-stream.ts';

const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** The server sends a ping every 15 s; after three without one the line is dead even if no one hung up. */
const silenceMs = 45_000;

/** Milliseconds to wait before the next attempt after this many failed ones in a row: doubling, up to 15 s. */
export function waitBefore(failures: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, failures - 1));
}

/** Not worth another attempt: the server understood and refused. */
class Refused extends Error {}

/**
 * GraphQL subscriptions over server-sent events, one connection each (graphql-sse's distinct connections mode). A broken line
 * is opened again, for ever: the subscription starts with a snapshot, so nothing is missed for long.
 */
export const forwardSubscription: SubscriptionForwarder = (operation) => ({
  subscribe(sink) {
    const stopped = new AbortController();
    void run();
    return { unsubscribe: () => stopped.abort() };

    async function run() {
      let failures = 0;
      while (!stopped.signal.aborted) {
        try {
          const completed = await readOnce(operation, stopped.signal, (result) => {
            failures = 0;
            sink.next(result);
          });
          if (completed) return sink.complete();
        } catch (error) {
          if (stopped.signal.aborted) return;
          if (error instanceof Refused) return sink.error(error);
        }
        failures++;
        const waitMs = waitBefore(failures);
        connectionLost(Date.now() + waitMs);
        await waitOrRetry(waitMs, stopped.signal);
      }
    }
  },
});

type Operation = Parameters<SubscriptionForwarder>[0];
type Result = Parameters<Parameters<ReturnType<SubscriptionForwarder>['subscribe']>[0]['next']>[0];

/** Reads one connection to its end; true if the server said that the subscription is complete. */
async function readOnce(operation: Operation, stopped: AbortSignal, next: (result: Result) => void): Promise<boolean> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silenceMs);
  try {
    const response = await fetch('/graphql/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: operation.query, variables: operation.variables }),
      credentials: 'same-origin',
      signal: AbortSignal.any([stopped, silent.signal]),
    });
    if (response.status >= 400 && response.status < 500)
      throw new Refused(`[${response.status}] ${await response.text()}`);
    if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
    connectionOpened();
    const parser = new EventStreamParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silenceMs);
      for (const { event, data } of parser.push(value)) {
        if (event === 'complete') return true;
        if (event === 'next') next(JSON.parse(data));
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function waitOrRetry(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      unregister();
      stopped.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    const unregister = onRetryNow(finish);
    stopped.addEventListener('abort', finish, { once: true });
  });
}
