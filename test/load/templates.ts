import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Dataset, openDataset } from '@passband/datasets';
import {
  canonicalJson,
  datasetFacts,
  type PathRecord,
  type PathSpectrumParameters,
  parsePathSpectrumParameters,
  planMeasurement,
  runShard,
} from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { registerDataset } from '../../apps/server/src/registry/register-dataset.ts';
import { finish } from '../../apps/server/src/results/finish.ts';
import { PathResults } from '../../apps/server/src/results/path-results.ts';
import type { DatasetRow, MeasurementRow, Store } from '../../packages/store/src/index.ts';
import type { Templates } from '../../packages/store/src/testing/copies.ts';
import { newMeasurement } from '../../packages/store/src/testing/rows.ts';

const DEMO = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));
const SOURCE = { path: `${DEMO}fashion-mnist-sample.npz`, fileName: 'fashion-mnist-sample.npz' };
const NETWORKS = ['baseline-seed-0', 'epoch-1-seed-0'];
const FEED = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
/** Rounds that are held at once. */
const ROUNDS_HELD = 20;

/** Path spectra of two of the demo's networks over the same pairs of its images. */
export interface Recording {
  parameters: PathSpectrumParameters;
  rounds: number;
  imagesTotal: number;
  networks: { name: string; file: string; paths: PathRecord[] }[];
}

/** Measures the networks. */
export async function recordTemplates(pairsPerGroup: number, workFolder: string): Promise<Recording> {
  const images = await openDataset(SOURCE.path, { workFolder });
  try {
    const { parameters, problems } = parsePathSpectrumParameters({ pairsPerGroup }, datasetFacts(images));
    if (parameters === null) throw new Error(problems.map(({ message }) => message).join('; '));
    const { rounds, imagesTotal } = await planMeasurement('PATH_SPECTRUM', parameters, images);
    const networks: Recording['networks'] = [];
    for (const name of NETWORKS) {
      const file = `${DEMO}networks/${name}.onnx`;
      networks.push({ name, file, paths: await pathsOf(file, images, parameters, rounds) });
    }
    return { parameters, rounds, imagesTotal, networks };
  } finally {
    await images.close();
  }
}

async function pathsOf(
  file: string,
  images: Dataset,
  parameters: PathSpectrumParameters,
  rounds: number,
): Promise<PathRecord[]> {
  const { imageShape } = images;
  const classifier = await onnxRuntimes.open(file, { runtime: 'onnx/cpu', feed: FEED, output: null, imageShape });
  const context = { classifier, images, feed: FEED, signal: new AbortController().signal };
  try {
    const paths: PathRecord[] = [];
    for (let firstRound = 0; firstRound < rounds; firstRound += ROUNDS_HELD) {
      const roundCount = Math.min(ROUNDS_HELD, rounds - firstRound);
      paths.push(...(await runShard({ method: 'PATH_SPECTRUM', parameters, firstRound, roundCount }, context)));
    }
    return paths;
  } finally {
    await classifier.close();
  }
}

/** Stores a recording as workers' results are stored, and finishes its measurements. */
export async function storeTemplates(
  store: Store,
  recording: Recording,
): Promise<{ dataset: DatasetRow; templates: Templates }> {
  const name = 'Fashion-MNIST test sample';
  const dataset = await registerDataset(store, { name, source: SOURCE, mean: null, std: null });
  const ids: string[] = [];
  for (const network of recording.networks) {
    const row = await started(store, dataset, recording, network);
    await workedOff(store, network.paths);
    const refuse = () => Promise.reject(new Error('a path spectrum makes no network'));
    await finish(store, new PathResults(store), refuse, row);
    ids.push(row.id);
  }
  const [first = '', second = ''] = ids;
  return { dataset, templates: { first, second } };
}

async function started(
  store: Store,
  dataset: DatasetRow,
  { parameters, rounds, imagesTotal }: Recording,
  { name, file }: Recording['networks'][number],
): Promise<MeasurementRow> {
  const { sha256, sizeBytes } = await store.blobs.put(createReadStream(file));
  const model = await store.models.insert({
    ...{ name, format: 'ONNX', output: null, sha256, sizeBytes, parameterCount: null },
    ...{ inputShape: [1, 28, 28], classCount: 10, feed: FEED, tags: [] },
  });
  const { measurement } = await store.measurements.start(
    newMeasurement(
      { model, dataset },
      {
        ...{ method: 'PATH_SPECTRUM', seed: parameters.seed, parameters: canonicalJson(parameters) },
        ...{ roundsTotal: rounds, imagesTotal },
      },
    ),
  );
  return measurement;
}

/** Does what waits in the queue with records that are there. */
async function workedOff(store: Store, paths: readonly PathRecord[]): Promise<void> {
  const worker = {
    ...{ id: 'templates', host: 'templates', imagesPerSecond: 30_000 },
    runtimes: [{ name: 'onnx/cpu', available: true, device: 'cpu', reason: null }],
  };
  for (;;) {
    const order = await store.queue.claim(worker, 600_000, () => true);
    if (!order) return;
    const { firstRound, roundCount } = order.shard;
    const record = paths.filter(({ round }) => round >= firstRound && round < firstRound + roundCount);
    const imagesEvaluated = record.reduce((sum, { samples }) => sum + samples, 0);
    await store.queue.complete(order.id, order.lease, {
      ...{ method: 'PATH_SPECTRUM', runtime: order.runtime, device: 'cpu', output: 'LOGITS', record, imagesEvaluated },
      seconds: imagesEvaluated / 30_000,
    });
  }
}
