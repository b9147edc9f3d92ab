import type {
  ImageShape,
  ModelFeed,
  ModelOutput,
  PathRecord,
  PathScope,
  RuntimeDescription,
  SpectrumEstimator,
} from '@passband/engine';

export type ModelFormat = 'ONNX' | 'TF_SAVED_MODEL' | 'TFJS_GRAPH' | 'TFJS_LAYERS' | 'EXTERNAL';

export type MeasurementMethod = 'PATH_SPECTRUM' | 'NOISE_FITTING' | 'FOURIER_HEAT_MAP' | 'JACOBIAN_NORM' | 'EVALUATION';

export type MeasurementStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface Tag {
  key: string;
  value: string;
}

export interface ModelRow {
  id: string;
  name: string;
  format: ModelFormat;
  /** Null until it is said or, at the first measurement, detected. */
  output: ModelOutput | null;
  sha256: string | null;
  sizeBytes: number | null;
  parameterCount: number | null;
  /** The batch axis left out; -1 for an axis of free size. */
  inputShape: number[] | null;
  classCount: number | null;
  feed: ModelFeed;
  /** In the order given. */
  tags: Tag[];
  createdAt: Date;
}

export interface DatasetRow {
  id: string;
  name: string;
  /** Of the source file that was registered. */
  sha256: string | null;
  /** Of the canonical file among the blobs. */
  canonicalSha256: string | null;
  canonicalSizeBytes: number | null;
  imageCount: number;
  imageShape: ImageShape | null;
  mean: number[] | null;
  std: number[] | null;
  classes: { name: string; imageCount: number }[];
  /** What was done to its images before they were kept, in words. */
  preparation: string | null;
  createdAt: Date;
}

export interface MetricRow {
  id: string;
  modelId: string;
  datasetId: string | null;
  measurementId: string | null;
  name: string;
  value: number;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  recordedAt: Date;
  current: boolean;
}

/** The current values of one name on one dataset: entry k of each list is of the model with id k. */
export interface MetricColumn {
  datasetId: string | null;
  name: string;
  modelIds: string[];
  measurementIds: (string | null)[];
  values: number[];
  standardErrors: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
}

export interface MeasurementRow {
  id: string;
  method: MeasurementMethod;
  status: MeasurementStatus;
  modelId: string;
  datasetId: string;
  seed: number;
  /** Canonical JSON (keys sorted, no spaces) and the sha256 of its UTF-8. */
  parameters: string;
  parametersSha256: string;
  /** What was asked for: auto or a name. */
  runtimeAsked: string;
  /** What runs it, fixed by the first claim. */
  runtime: string | null;
  device: string | null;
  passbandVersion: string;
  modelSha256: string | null;
  datasetSha256: string;
  priority: number;
  idempotencyKey: string | null;
  createdBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  error: string | null;
  warnings: string[];
  roundsTotal: number;
  /** Rounds whose results are stored. */
  roundsDone: number;
  /** Of finished shards. */
  imagesEvaluated: number;
  /** Finished shards' images plus what running shards reported by heartbeat. */
  imagesDone: number;
  /** What it takes, by its plan; under precision first by similar measurements, then by the means so far. */
  imagesExpected: number;
  /** Of a path spectrum under precision: the scopes that go on; null where the number of rounds is fixed. */
  scopesLeft: PathScope[] | null;
  /** Rounds that a scope keeps once it stopped by itself; null while it goes on. */
  withinRounds: number | null;
  betweenRounds: number | null;
  /** Of NOISE_FITTING: the model that was made for the network that is trained; null where it hangs on one that was there. */
  trainedModelId: string | null;
  /** Of NOISE_FITTING: the model whose outputs its labels are; null without one. */
  teacherModelId: string | null;
  /** Of NOISE_FITTING: where losses are taken; null for a share of the dataset. */
  validationDatasetId: string | null;
  /** Of the shards that run now, added up; null where none runs. */
  imagesPerSecond: number | null;
}

/** A path as it is stored: what the worker posted, with its id. */
export interface PathRow extends PathRecord {
  id: string;
  measurementId: string;
}

/** A path as it is read with many others: without curves, and with the spectra that were asked for. */
export interface StreamedPath<E extends SpectrumEstimator = SpectrumEstimator>
  extends Omit<PathRow, 'curves' | 'mostLikely' | 'spectra'> {
  spectra: Record<E, Float32Array>;
}

export interface WorkerRow {
  id: string;
  host: string;
  runtimes: RuntimeDescription[];
  lastSeenAt: Date;
  /** Shards that it holds a live lease on. */
  running: number;
}

export type TokenRole = 'VIEWER' | 'OPERATOR' | 'ADMIN' | 'WORKER';

export interface TokenRow {
  id: string;
  name: string;
  role: TokenRole;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

export interface UploadRow {
  id: string;
  fileName: string;
  sizeBytes: number;
  sha256: string | null;
  /** Sha256 of the blob, once the bytes are here. */
  receivedSha256: string | null;
  expiresAt: Date;
}
