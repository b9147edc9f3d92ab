import { createReadStream } from 'node:fs';
import { readDemo } from '@passband/demo';
import type { DatasetRow, MeasurementFilter, ModelRow, Store } from '@passband/store';
import { type Context, contextOf, type Services } from './graphql/context.ts';
import { globalId } from './graphql/global-id.ts';
import { Rejected } from './graphql/user-errors.ts';
import { startMeasurement } from './measurements/start.ts';
import { startTrainingSweep } from './measurements/start-training.ts';
import { registerDataset } from './registry/register-dataset.ts';
import { registerModel } from './registry/register-model.ts';

const FEED = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;

/** How much of the demo is measured: of every network as much as a person would, or of two of each kind as little as shows it. */
const SIZES = {
  whole: {
    key: 'demo',
    seeds: Number.POSITIVE_INFINITY,
    spectrum: {},
    training: { architecture: 'small-cnn', epochs: 10 },
  },
  quick: {
    key: 'quick-demo',
    seeds: 2,
    spectrum: { pairsPerGroup: 6 },
    training: { architecture: 'mlp', epochs: 4, trainSize: 500, batchSize: 25 },
  },
};
export type DemoSize = keyof typeof SIZES;

/**
 * Registers the demo's images and networks, starts an evaluation and a path spectrum of each, and after them noise fitting of
 * a small network. What is there already, by name or by key, stays as it is: a second start does nothing twice. A quick demo
 * takes two networks of each kind, and leaves out what was measured in any way: its rough numbers, being newer, would stand in the place of those.
 */
export async function loadDemo(services: Services, signal: AbortSignal, size: DemoSize): Promise<void> {
  const { dataset, networks } = readDemo();
  const images = await demoDataset(services, dataset);
  for (const [number, network] of networks.filter(({ tags }) => seedOf(tags) < SIZES[size].seeds).entries()) {
    signal.throwIfAborted();
    const model = await demoModel(services, network);
    await startBoth(demoContext(services, signal), model, images, { size, priority: -1 - number });
  }
  await startSweep(demoContext(services, signal), images, { size, priority: -1 - networks.length });
}

const seedOf = (tags: ModelRow['tags']): number => Number(tags.find(({ key }) => key === 'seed')?.value);

/** Each network has a priority of its own, so the page fills in model by model; all are below what people start. */
async function startBoth(
  context: Context,
  model: ModelRow,
  dataset: DatasetRow,
  { size, priority }: { size: DemoSize; priority: number },
): Promise<void> {
  const { key, spectrum } = SIZES[size];
  const { measurements } = context.store;
  const of = {
    model: globalId('model', model.id),
    dataset: globalId('dataset', dataset.id),
    runtime: 'auto',
    priority,
  };
  await startMeasurement(context, 'EVALUATION', { ...of, idempotencyKey: `demo/evaluation/${model.name}` });
  if (size === 'quick' && (await isThere(measurements, { model: model.id, method: 'PATH_SPECTRUM' }))) return;
  const idempotencyKey = `${key}/path-spectrum/${model.name}`;
  await startMeasurement(context, 'PATH_SPECTRUM', { ...of, ...spectrum, idempotencyKey });
}

/** A wave that the network learns, one that it does not, and none. */
async function startSweep(
  context: Context,
  images: DatasetRow,
  { size, priority }: { size: DemoSize; priority: number },
): Promise<void> {
  const { key, training } = SIZES[size];
  const fitting = { dataset: images.id, method: 'NOISE_FITTING' } as const;
  if (size === 'quick' && (await isThere(context.store.measurements, fitting))) return;
  const dataset = globalId('dataset', images.id);
  const base = { dataset, ...training, seed: 0, runtime: 'auto', priority };
  await startTrainingSweep(context, {
    ...{ frequencies: [0.03, 0.3], uniformControl: true },
    base: { ...base, idempotencyKey: `${key}/noise-fitting` },
  });
}

async function isThere(measurements: Store['measurements'], filter: MeasurementFilter): Promise<boolean> {
  return (await measurements.page({ first: 1, filter })).totalCount > 0;
}

const demoContext = (services: Services, signal: AbortSignal): Context =>
  contextOf(services, { name: 'demo', role: 'ADMIN' }, signal);

async function demoDataset({ store }: Services, { name, file }: { name: string; file: string }): Promise<DatasetRow> {
  return madeOnce(
    () => store.datasets.byName(name),
    () => registerDataset(store, { name, source: { path: file, fileName: name }, mean: null, std: null }),
  );
}

/** What is there, else what is made; where another server makes it at the same time, that server's. */
async function madeOnce<Row>(find: () => Promise<Row | null>, make: () => Promise<Row>): Promise<Row> {
  const known = await find();
  if (known !== null) return known;
  try {
    return await make();
  } catch (error) {
    const others = error instanceof Rejected ? await find() : null;
    if (others === null) throw error;
    return others;
  }
}

async function demoModel(
  { store, inspectModel }: Services,
  network: ReturnType<typeof readDemo>['networks'][number],
): Promise<ModelRow> {
  const { name, file, tags } = network;
  return madeOnce(
    () => store.models.byName(name),
    async () => {
      const { sha256 } = await store.blobs.put(createReadStream(file));
      const named = { sha256, fileName: name };
      return registerModel(store, inspectModel, { name, file: named, output: null, feed: FEED, tags });
    },
  );
}
