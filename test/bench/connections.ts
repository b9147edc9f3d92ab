import autocannon from 'autocannon';
import type { Passband } from '../end-to-end/passband.ts';
import { type Row, rounded } from './row.ts';
import { eventLoopDelayMs, residentMegabytes } from './server-metrics.ts';

const CONNECTIONS = 50;
const SECONDS = 60;
const MOST_MS = 100;
/** A page of models, measurements, the server. */
const QUERIES = [
  '{ models(first: 20) { edges { node { id name tags { key value } metrics { name value } } } } }',
  '{ measurements(first: 20) { edges { node { id status model { name } progress { done total } } } } }',
  '{ server { queueDepth workers { id running } } viewer { role } }',
];

/** A minute of connections that each ask again and again: the event loop's delay, and the memory before and after. */
export async function underConnections({ url }: Passband): Promise<Row[]> {
  // The delay is of the time since it was last asked for.
  await eventLoopDelayMs(url);
  const before = await residentMegabytes(url);
  const { requests, latency, non2xx, errors } = await autocannon({
    ...{ url: `${url}/graphql`, method: 'POST', connections: CONNECTIONS, duration: SECONDS },
    headers: { 'content-type': 'application/json' },
    requests: QUERIES.map((query) => ({ body: JSON.stringify({ query }) })),
  });
  const delay = await eventLoopDelayMs(url);
  const after = await residentMegabytes(url);
  const load = { connections: CONNECTIONS, seconds: SECONDS, requests: requests.total, non2xx, errors };
  return [
    {
      ...{
        name: 'event-loop',
        value: delay,
        unit: 'ms',
        goal: `< ${MOST_MS}`,
        holds: delay < MOST_MS && non2xx + errors === 0,
      },
      ...{ requestsPerSecond: rounded(requests.average), latencyP50: latency.p50, latencyP99: latency.p99, ...load },
    },
    {
      ...{ name: 'memory-50-connections', value: after - before, unit: 'MB', goal: null, holds: null },
      ...{ startMegabytes: before, endMegabytes: after, ...load },
    },
  ];
}
