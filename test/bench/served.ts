import { openStore } from '../../packages/store/src/index.ts';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { Passband } from '../end-to-end/passband.ts';
import { uploadedFile } from '../end-to-end/upload.ts';
import { underConnections } from './connections.ts';
import type { Bench, Row } from './row.ts';
import { manyModels, storedSpectra } from './served-data.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { timed } from './timed-requests.ts';

const MODELS = 1_000;
const MEASUREMENTS = 500;
const REQUESTS = 200;
const MOST_MS = 100;

/** What a server answers under load, with many models and many spectra: the built product, asked from this process. */
export const served: Bench = {
  rows: ['overview-1000', 'filter-order', 'spectra-500', 'event-loop', 'memory-50-connections'],
  run: () =>
    inTemporaryFolder(async (dataFolder) => {
      const store = await openStore({ dataFolder });
      const measurements = await storedSpectra(store, MEASUREMENTS);
      await store.close();
      const port = await freePort();
      const passband = await Passband.start({ port, dataFolder, demo: false });
      try {
        await importModels(passband, dataFolder);
        return [
          await overview(passband),
          await filterOrder(passband),
          await spectra(passband, measurements),
          ...(await underConnections(passband)),
        ];
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

/** The first page of models by tag and metric, the best first: what the models page asks for. */
const BEST = JSON.stringify({
  query: `{ models(first: 100, filter: { tag: { key: "augmentation", in: ["augmentation1", "augmentation2", "augmentation3"] }, metric: { name: "accuracy", gte: 0.85 } },
    orderBy: { by: METRIC, metric: "accuracy", direction: DESC }) {
    totalCount edges { cursor node { id name tags { key value } metrics { name value lower upper } } } } }`,
});

async function filterOrder(passband: Passband): Promise<Row> {
  const { p50, p99, bytes } = await timed(passband, BEST, REQUESTS);
  return { name: 'filter-order', value: p99, unit: 'ms', goal: null, holds: null, p50, p99, bytes };
}

async function spectra(passband: Passband, measurements: readonly string[]): Promise<Row> {
  const query = `query ($ids: [ID!]!) { spectra(measurements: $ids, scope: WITHIN_CLASS, bins: 1024) { frequency rows { packed } } }`;
  const { p50, p99, bytes } = await timed(passband, JSON.stringify({ query, variables: { ids: measurements } }), 20);
  return { name: 'spectra-500', value: p99, unit: 'ms', goal: null, holds: null, p50, p99, bytes };
}
