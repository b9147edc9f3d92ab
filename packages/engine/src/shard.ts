import type { ModelFeed, ModelFileFormat, ModelOutput } from './classifier.ts';
import type { EvaluationParameters, EvaluationRecord } from './evaluation/types.ts';
import type { FourierHeatMapParameters, FourierHeatMapRecord } from './fourier-heat-map/types.ts';
import type { JacobianNormParameters, JacobianNormRecord } from './jacobian-norm/types.ts';
import type { NoiseFittingParameters, NoiseFittingRecord } from './noise-fitting/types.ts';
import type { PathRecord, PathSpectrumParameters } from './path-spectrum/types.ts';
import type { RunContext } from './run-context.ts';
import type { TrainingContext } from './training-context.ts';

/** The methods that exist, with their parameters, what a shard of them gives and what it is run on. */
export interface Methods {
  PATH_SPECTRUM: { parameters: PathSpectrumParameters; record: PathRecord[]; context: RunContext };
  EVALUATION: { parameters: EvaluationParameters; record: EvaluationRecord; context: RunContext };
  JACOBIAN_NORM: { parameters: JacobianNormParameters; record: JacobianNormRecord; context: RunContext };
  FOURIER_HEAT_MAP: { parameters: FourierHeatMapParameters; record: FourierHeatMapRecord; context: RunContext };
  NOISE_FITTING: { parameters: NoiseFittingParameters; record: NoiseFittingRecord; context: TrainingContext };
}
export type Method = keyof Methods;
/** The methods that evaluate a network, rather than train one. */
export type ClassifierMethod = { [M in Method]: Methods[M]['context'] extends RunContext ? M : never }[Method];

/**
 * A part of a measurement: whole rounds. Path spectra: round k holds the k-th path of every group; evaluation: the k-th 1,000
 * images; Jacobian norm: the k-th 50 images drawn; Fourier heat map: round 0 the images as they are, round k the k-th cell;
 * noise fitting: round k is epoch k, and shards are done one after another, in their order.
 */
export interface Shard<M extends Method = Method> {
  method: M;
  parameters: Methods[M]['parameters'];
  firstRound: number;
  roundCount: number;
}

/** A network as a worker is told of it: its file by the sha256. */
export interface OrderedModel {
  sha256: string;
  format: ModelFileFormat;
  output: ModelOutput | null;
  feed: ModelFeed;
}

export interface OrderedDataset {
  /** Of its canonical file. */
  canonicalSha256: string;
}

/** What training needs beside the dataset. */
export interface OrderedTraining {
  /** Sha256 of what the shard before kept; null of the first. */
  checkpoint: string | null;
  /** Where losses are taken; null for a share of the dataset. */
  validation: OrderedDataset | null;
  teacher: OrderedModel | null;
}

/** All that a worker needs to do one shard; as JSON on the wire. */
export interface ShardOrder {
  id: string;
  measurementId: string;
  shard: Shard;
  /** auto, or the runtime that the measurement's first claim fixed. */
  runtime: string;
  /** Null where a fresh network is trained. */
  model: OrderedModel | null;
  dataset: OrderedDataset;
  /** Of NOISE_FITTING, else null. */
  training: OrderedTraining | null;
}

/** What a worker posts of a finished shard. */
export interface ShardResult<M extends Method = Method> {
  method: M;
  runtime: string;
  device: string;
  /** Of noise fitting LOGITS: the networks that it trains give scores. */
  output: ModelOutput;
  imagesEvaluated: number;
  seconds: number;
  record: Methods[M]['record'];
}
