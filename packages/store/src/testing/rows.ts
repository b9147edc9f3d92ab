import type {
  EvaluationRecord,
  Method,
  NoiseFittingEpochRecord,
  PathRecord,
  RuntimeDescription,
  ShardOrder,
  ShardResult,
} from '@passband/engine';
import type { MetricValue, NewMeasurement } from '../requests.ts';
import type { DatasetRow, MeasurementRow, ModelRow } from '../rows.ts';
import type { Store } from '../store.ts';

let made = 0;
const unique = (): string => {
  made += 1;
  return `${made}`.padStart(6, '0');
};

type NewModel = Parameters<Store['models']['insert']>[0];
type NewDataset = Parameters<Store['datasets']['insert']>[0];

export const newModel = (fields: Partial<NewModel> = {}): NewModel => ({
  name: `model ${unique()}`,
  format: 'ONNX',
  output: null,
  sha256: 'a'.repeat(64),
  sizeBytes: 1234,
  parameterCount: 567,
  inputShape: [1, 28, 28],
  classCount: 10,
  feed: { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null },
  tags: [],
  ...fields,
});

export const newDataset = (fields: Partial<NewDataset> = {}): NewDataset => ({
  name: `dataset ${unique()}`,
  sha256: 'b'.repeat(64),
  canonicalSha256: 'c'.repeat(64),
  canonicalSizeBytes: 4321,
  imageCount: 20,
  imageShape: [28, 28, 1],
  mean: [0.1],
  std: [0.2],
  classes: [
    { name: 'shirt', imageCount: 12 },
    { name: 'boot', imageCount: 8 },
  ],
  preparation: null,
  ...fields,
});

export const newMeasurement = (
  of: { model: Pick<ModelRow, 'id'>; dataset: Pick<DatasetRow, 'id'> },
  fields: Partial<NewMeasurement> = {},
): NewMeasurement => ({
  method: 'EVALUATION',
  modelId: of.model.id,
  datasetId: of.dataset.id,
  seed: 0,
  parameters: '{"seed":0}',
  runtimeAsked: 'auto',
  passbandVersion: '0.1.0',
  priority: 0,
  idempotencyKey: null,
  createdBy: null,
  warnings: [],
  roundsTotal: 7,
  imagesTotal: 7000,
  scopes: null,
  imagesExpected: null,
  ...fields,
});

/** A measurement that waits, with a model and a dataset of its own where none are given. */
export async function startOne(
  store: Store,
  fields: Partial<NewMeasurement> = {},
  of: { model?: ModelRow; dataset?: DatasetRow } = {},
): Promise<MeasurementRow> {
  const model = of.model ?? (await store.models.insert(newModel()));
  const dataset = of.dataset ?? (await store.datasets.insert(newDataset()));
  return (await store.measurements.start(newMeasurement({ model, dataset }, fields))).measurement;
}

export const runtime = (name: string, available = true): RuntimeDescription => ({
  name,
  available,
  device: available ? 'a processor' : null,
  reason: available ? null : 'not here',
});

type Worker = Parameters<Store['queue']['claim']>[0];

const worker = (fields: Partial<Worker> = {}): Worker => ({
  id: 'worker-1',
  host: 'host-1',
  runtimes: [runtime('onnx/cpu')],
  imagesPerSecond: null,
  ...fields,
});

export type Claimed = NonNullable<Awaited<ReturnType<Store['queue']['claim']>>>;

export const leaseMs = 60_000;

const runsEverything = (): boolean => true;

/** The next shard, or null. */
export const tryClaim = (store: Store, by: Partial<Worker> = {}, ms = leaseMs): Promise<Claimed | null> =>
  store.queue.claim(worker(by), ms, runsEverything);

/** The next shard, which must be there. */
export async function claimOne(store: Store, by: Partial<Worker> = {}, ms = leaseMs): Promise<Claimed> {
  const claimed = await tryClaim(store, by, ms);
  if (claimed === null) throw new Error('a shard should wait for this worker');
  return claimed;
}

export const path = (fields: Partial<PathRecord> = {}): PathRecord => ({
  classA: 0,
  classB: 0,
  round: 0,
  imageA: 3,
  imageB: 5,
  samples: 4,
  length: 2.75,
  consistentDistance: 4,
  spectra: {
    PERIODOGRAM: Float32Array.of(0.5, 0.25, 0.125),
    MIRRORED: Float32Array.of(1, 2, 3, 4, 5),
    DISTANCE_POWER: Float32Array.of(7, 8, 9),
  },
  mostLikely: [{ classIndex: 0, samples: 4 }],
  curves: null,
  ...fields,
});

const groups = [
  [0, 0],
  [1, 1],
  [0, 1],
] as const;

/** A path of each group of the order's scopes for each of its rounds. */
export const pathsOf = (order: ShardOrder): PathRecord[] => {
  const { parameters } = order.shard;
  const scopes = 'scopes' in parameters ? parameters.scopes : ['WITHIN_CLASS', 'BETWEEN_CLASS'];
  const ordered = groups.filter(([a, b]) => scopes.includes(a === b ? 'WITHIN_CLASS' : 'BETWEEN_CLASS'));
  return roundsOf(order).flatMap((round) => ordered.map(([classA, classB]) => path({ classA, classB, round })));
};

export const roundsOf = ({ shard }: ShardOrder): number[] =>
  Array.from({ length: shard.roundCount }, (_, k) => shard.firstRound + k);

export const evaluationRecord: EvaluationRecord = { imagesByClass: [12, 8], hitsByClass: [9, 8], lossSum: 1.5 };

export const epochRecord = (epoch: number): NoiseFittingEpochRecord => ({
  trainLoss: 2 - epoch / 10,
  cleanLoss: 0.8,
  noisyLoss: 1.5 - epoch / 8,
  uniformLoss: 1.5,
  cleanAccuracy: 0.5 + epoch / 16,
});

/** What a worker would post of an order. */
export function resultOf(order: ShardOrder, fields: Partial<ShardResult> = {}): ShardResult {
  const records: Record<Method, () => ShardResult['record']> = {
    PATH_SPECTRUM: () => pathsOf(order),
    EVALUATION: () => evaluationRecord,
    JACOBIAN_NORM: () => ({ squares: roundsOf(order).map((round) => round + 0.1) }),
    FOURIER_HEAT_MAP: () => ({ errors: roundsOf(order) }),
    NOISE_FITTING: () => ({ epochs: roundsOf(order).map(epochRecord), checkpoint: null, network: null }),
  };
  return {
    method: order.shard.method,
    runtime: order.runtime,
    device: 'a processor',
    output: 'LOGITS',
    imagesEvaluated: 1000 * order.shard.roundCount,
    seconds: 0.5,
    record: records[order.shard.method](),
    ...fields,
  };
}

/** Claims and completes until nothing waits; the orders in the order they were done. */
export async function workOff(store: Store, by: Partial<Worker> = {}): Promise<Claimed[]> {
  const done: Claimed[] = [];
  for (;;) {
    const order = await tryClaim(store, by);
    if (order === null) return done;
    await store.queue.complete(order.id, order.lease, resultOf(order));
    done.push(order);
  }
}

export const metric = (name: string, value: number): MetricValue => ({
  name,
  value,
  standardError: null,
  lower: null,
  upper: null,
});

/** A measurement of a model that succeeded with these metrics; its id. */
export async function measuredModel(
  store: Store,
  model: ModelRow,
  dataset: DatasetRow,
  metrics: MetricValue[],
): Promise<string> {
  const { id } = await startOne(store, { roundsTotal: 1 }, { model, dataset });
  await workOff(store);
  await store.measurements.succeed(id, metrics, []);
  return id;
}
