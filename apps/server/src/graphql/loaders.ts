import type { EvaluationRecord, FourierHeatMapRecord, JacobianNormRecord, NoiseFittingRecord } from '@passband/engine';
import type { DatasetRow, MeasurementRow, MetricRow, ModelRow, ShardRecords, Store, WorkerRow } from '@passband/store';
import DataLoader from 'dataloader';
import { SEEN_WITHIN_MS } from '../measurements/workers.ts';
import { grouped } from '../results/grouped.ts';

type MetricChoice = Parameters<Store['metrics']['ofModels']>[1];
type MeasurementChoice = Parameters<Store['measurements']['pagesOfModels']>[1];
type MeasurementPage = Awaited<ReturnType<Store['measurements']['page']>>;

/** What a measurement's finished shards gave, in order of rounds. */
type RecordLoader<Record> = DataLoader<string, { firstRound: number; record: Record }[]>;

/** One request's rows, each asked for once and in batches. */
export interface Loaders {
  models: DataLoader<string, ModelRow | null>;
  datasets: DataLoader<string, DatasetRow | null>;
  measurements: DataLoader<string, MeasurementRow | null>;
  /** Metrics of a model; one batch for all models of which the same is asked. */
  metrics(choice: MetricChoice): DataLoader<string, MetricRow[]>;
  /** A page of the measurements of a model; likewise one batch for all models. */
  measurementsOfModels(choice: MeasurementChoice): DataLoader<string, MeasurementPage>;
  evaluations: RecordLoader<EvaluationRecord>;
  jacobianNorms: RecordLoader<JacobianNormRecord>;
  fourierHeatMaps: RecordLoader<FourierHeatMapRecord>;
  noiseFittings: RecordLoader<NoiseFittingRecord>;
  /** Those that are here. */
  workers(): Promise<WorkerRow[]>;
}

export function makeLoaders(store: Store): Loaders {
  let workers: Promise<WorkerRow[]> | null = null;
  return {
    workers() {
      workers ??= store.workers.active(SEEN_WITHIN_MS);
      return workers;
    },
    models: rowLoader((ids) => store.models.byIds(ids)),
    datasets: rowLoader((ids) => store.datasets.byIds(ids)),
    measurements: rowLoader((ids) => store.measurements.byIds(ids)),
    metrics: byChoice(async (modelIds, choice: MetricChoice) => {
      const byModel = grouped(await store.metrics.ofModels(modelIds, choice), (row) => row.modelId);
      return modelIds.map((id) => byModel.get(id) ?? []);
    }),
    measurementsOfModels: byChoice((modelIds, choice: MeasurementChoice) =>
      store.measurements.pagesOfModels(modelIds, choice),
    ),
    evaluations: recordLoader(store.evaluations),
    jacobianNorms: recordLoader(store.jacobianNorms),
    fourierHeatMaps: recordLoader(store.fourierHeatMaps),
    noiseFittings: recordLoader(store.noiseFittings),
  };
}

/** The dataset that a measurement names. */
export async function namedDataset({ datasets }: Pick<Loaders, 'datasets'>, id: string): Promise<DatasetRow> {
  const row = await datasets.load(id);
  if (!row) throw new Error(`a measurement names dataset ${id}, which is not there`);
  return row;
}

/** A loader for each thing that is asked of rows, so that those of which the same is asked come in one batch. */
function byChoice<Choice, Value>(
  read: (ids: readonly string[], choice: Choice) => Promise<Value[]>,
): (choice: Choice) => DataLoader<string, Value> {
  const known = new Map<string, DataLoader<string, Value>>();
  return (choice) => {
    const key = JSON.stringify(choice);
    const loader = known.get(key) ?? new DataLoader<string, Value>((ids) => read(ids, choice));
    known.set(key, loader);
    return loader;
  };
}

function recordLoader<Record>(stored: ShardRecords<Record>): RecordLoader<Record> {
  return new DataLoader(async (ids) => {
    const found = new Map((await stored.ofMeasurements(ids)).map((row) => [row.measurementId, row.records]));
    return ids.map((id) => found.get(id) ?? []);
  });
}

function rowLoader<Row extends { id: string }>(
  byIds: (ids: readonly string[]) => Promise<Row[]>,
): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await byIds(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}
