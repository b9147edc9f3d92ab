import autocannon from 'autocannon';
import { openStore } from '../../packages/store/src/index.ts';
import { freePort, Passband } from '../end-to-end/passband.ts';
import { uploadedFile } from '../end-to-end/upload.ts';
import { type Bench, type Row, rounded } from './row.ts';
import { manyModels, storedSpectra } from './served-data.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const MODELS = 1_000;
const MEASUREMENTS = 500;
const REQUESTS = 200;
const CONNECTIONS = 50;
const SECONDS = 60;
const MOST_MS = 100;

/** What a server answers under load, with many models and many spectra: the built product, asked from this process. */
export const served: Bench = {
  rows: ['overview-1000', 'spectra-500', 'event-loop'],
  run: () =>
    inTemporaryFolder(async (dataFolder) => {
      const store = await openStore({ dataFolder });
      const measurements = await storedSpectra(store, MEASUREMENTS);
      await store.close();
      const port = await freePort();
      const passband = await Passband.start({ port, dataFolder, demo: false });
      try {
        await importModels(passband, dataFolder);
        return [await overview(passband), await spectra(passband, measurements), await eventLoop(passband)];
      } finally {
        await passband.stop();
      }
    }),
};

async function importModels(passband: Passband, folder: string): Promise<void> {
  const upload = await uploadedFile(passband, await manyModels(folder, MODELS));
  const { importResults } = await passband.query<{ importResults: { imported: number } }>(
    'mutation ($input: ImportResultsInput!) { importResults(input: $input) { imported userErrors { message } } }',
    { input: { format: 'ROBUSTNETS', upload } },
  );
  if (importResults.imported !== MODELS) throw new Error(`${importResults.imported} of ${MODELS} models were imported`);
}

const POINTS = JSON.stringify({
  query: `{ modelPoints(metrics: ["accuracy", "highFrequencyFraction.within", "highFrequencyFraction.between"], tags: ["architecture", "augmentation"]) {
    models { id name } metrics { name values standardErrors lower upper } tags { key values } } }`,
});

async function overview(passband: Passband): Promise<Row> {
  const { p50, p99, bytes } = await timed(passband, POINTS, REQUESTS);
  return {
    name: 'overview-1000',
    value: p99,
    unit: 'ms',
    goal: `<= ${MOST_MS}`,
    holds: p99 <= MOST_MS,
    p50,
    p99,
    bytes,
  };
}

async function spectra(passband: Passband, measurements: readonly string[]): Promise<Row> {
  const query = `query ($ids: [ID!]!) { spectra(measurements: $ids, scope: WITHIN_CLASS, bins: 1024) { frequency rows { packed } } }`;
  const { p50, p99, bytes } = await timed(passband, JSON.stringify({ query, variables: { ids: measurements } }), 20);
  return { name: 'spectra-500', value: p99, unit: 'ms', goal: null, holds: null, p50, p99, bytes };
}

/** One request after another, the first few not counted; milliseconds, and bytes of an answer. */
async function timed(
  passband: Passband,
  body: string,
  count: number,
): Promise<{ p50: number; p99: number; bytes: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let k = -5; k < count; k++) {
    const started = performance.now();
    const response = await fetch(`${passband.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await response.text();
    if (k >= 0) times.push(performance.now() - started);
    bytes = text.length;
    if (!response.ok || text.includes('"errors"')) throw new Error(`the server answered ${text.slice(0, 300)}`);
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), bytes };
}

/** A minute of connections that each ask again and again: a page of models, measurements, the server. */
async function eventLoop(passband: Passband): Promise<Row> {
  // The delay is of the time since it was last asked for.
  await fetch(`${passband.url}/metrics`).then((response) => response.text());
  const queries = [
    '{ models(first: 20) { edges { node { id name tags { key value } metrics { name value } } } } }',
    '{ measurements(first: 20) { edges { node { id status model { name } progress { done total } } } } }',
    '{ server { queueDepth workers { id running } } viewer { role } }',
  ];
  const { requests, latency, non2xx, errors } = await autocannon({
    ...{ url: `${passband.url}/graphql`, method: 'POST', connections: CONNECTIONS, duration: SECONDS },
    headers: { 'content-type': 'application/json' },
    requests: queries.map((query) => ({ body: JSON.stringify({ query }) })),
  });
  const metrics = await fetch(`${passband.url}/metrics`).then((response) => response.text());
  const delay = rounded(
    1000 * Number(/^passband_nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1] ?? Number.NaN),
  );
  return {
    ...{ name: 'event-loop', value: delay, unit: 'ms', goal: `< ${MOST_MS}`, holds: delay < MOST_MS && non2xx === 0 },
    ...{
      requestsPerSecond: rounded(requests.average),
      latencyP50: latency.p50,
      latencyP99: latency.p99,
    },
    ...{ connections: CONNECTIONS, seconds: SECONDS, non2xx, errors },
  };
}
