import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PathRecord } from '@passband/engine';
import { xoshiro128 } from '@passband/spectrum';
import type { Store } from '../../packages/store/src/index.ts';
import { newMeasurement } from '../../packages/store/src/testing/rows.ts';

const CLASSES = 10;
const ROUNDS = 4;
const SAMPLES = 40;

/** A file of results of so many models, to import. */
export async function manyModels(folder: string, count: number): Promise<string> {
  const stream = xoshiro128('bench/models');
  const share = (): number => stream.below(1_000_000) / 1e6;
  const models = Array.from({ length: count }, (_, k) => [
    `net${k % 10}_augmentation${k % 7}_none_globally_0.${String(k).padStart(5, '0')}`,
    { cifar10_acc: 80 + 15 * share(), high_freq_fracs_within: share(), high_freq_fracs_between: share() },
  ]);
  const file = join(folder, 'models.json');
  await writeFile(file, JSON.stringify(Object.fromEntries(models)));
  return file;
}

/** What made up measurements are of. */
interface Measured {
  model: string;
  datasetId: string;
}

/** So many finished path spectra in a store: made up, but stored as a worker's are. Their public ids. */
export async function storedSpectra(store: Store, count: number): Promise<string[]> {
  const measured = await madeUp(store);
  const ids: string[] = [];
  for (let seed = 0; seed < count; seed++) ids.push(await storedSpectrum(store, measured, seed));
  return ids.map((id) => `measurement-${id}`);
}

/** So many path spectra that wait for a worker, on a dataset of so many classes. Their public ids. */
export async function waitingSpectra(store: Store, count: number, classCount = CLASSES): Promise<string[]> {
  const measured = await madeUp(store, classCount);
  const ids: string[] = [];
  for (let seed = 0; seed < count; seed++) ids.push(await startedSpectrum(store, measured, seed));
  return ids.map((id) => `measurement-${id}`);
}

async function madeUp(store: Store, classCount = CLASSES): Promise<Measured> {
  const { id: model } = await store.models.insert({
    ...{ name: 'measured', format: 'ONNX', output: 'LOGITS', sha256: 'a'.repeat(64), sizeBytes: 1, parameterCount: 1 },
    ...{ inputShape: [1, 28, 28], classCount, tags: [] },
    feed: { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null },
  });
  const { id: datasetId } = await store.datasets.insert({
    ...{ name: 'images', sha256: 'b'.repeat(64), canonicalSha256: 'c'.repeat(64), canonicalSizeBytes: 1 },
    ...{ preparation: null, imageCount: 1000, imageShape: [28, 28, 1], mean: [0.5], std: [0.5] },
    classes: Array.from({ length: classCount }, (_, k) => ({ name: `class ${k}`, imageCount: 5 })),
  });
  return { model, datasetId };
}

async function startedSpectrum(store: Store, { model, datasetId }: Measured, seed: number): Promise<string> {
  const parameters = {
    ...{ path: 'LINEAR', scopes: ['WITHIN_CLASS'], pairsPerGroup: ROUNDS, classes: null, classPairs: null },
    ...{ step: 1, samples: null, curvesPerGroup: 0, seed },
  };
  const of = { model: { id: model }, dataset: { id: datasetId } };
  const { measurement } = await store.measurements.start(
    newMeasurement(of, {
      ...{ method: 'PATH_SPECTRUM', seed, parameters: JSON.stringify(parameters) },
      ...{ roundsTotal: ROUNDS, imagesTotal: ROUNDS * CLASSES * SAMPLES },
    }),
  );
  return measurement.id;
}

async function storedSpectrum(store: Store, measured: Measured, seed: number): Promise<string> {
  const id = await startedSpectrum(store, measured, seed);
  const worker = {
    ...{ id: 'bench', host: 'bench', imagesPerSecond: 1e6 },
    runtimes: [{ name: 'onnx/cpu', available: true, device: null, reason: null }],
  };
  for (;;) {
    const order = await store.queue.claim(worker, 60_000, () => true);
    if (!order) break;
    const { firstRound, roundCount } = order.shard;
    const record = Array.from({ length: roundCount }, (_, k) => pathsOf(firstRound + k, seed)).flat();
    await store.queue.complete(order.id, order.lease, {
      ...{ method: 'PATH_SPECTRUM', runtime: order.runtime, device: 'bench', output: 'LOGITS', record },
      ...{ imagesEvaluated: record.length * SAMPLES, seconds: 1 },
    });
  }
  await store.measurements.succeed(id, [], []);
  return id;
}

function pathsOf(round: number, seed: number): PathRecord[] {
  const stream = xoshiro128(`bench/paths/${seed}/${round}`);
  const values = (length: number): Float32Array => Float32Array.from({ length }, () => stream.below(1000) / 1000);
  return Array.from({ length: CLASSES }, (_, k) => ({
    ...{
      classA: k,
      classB: k,
      round,
      imageA: 2 * round,
      imageB: 2 * round + 1,
      samples: SAMPLES,
      length: SAMPLES - 0.5,
    },
    ...{ consistentDistance: SAMPLES, mostLikely: [{ classIndex: k, samples: SAMPLES }], curves: null },
    spectra: {
      PERIODOGRAM: values(SAMPLES / 2 + 1),
      MIRRORED: values(SAMPLES + 1),
      DISTANCE_POWER: values(SAMPLES / 2 + 1),
    },
  }));
}
