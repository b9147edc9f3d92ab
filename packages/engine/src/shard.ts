import type { ImageShape, ModelFeed, ModelOutput } from './classifier.ts';
import type { EvaluationParameters, EvaluationRecord } from './evaluation/types.ts';
import type { PathRecord, PathSpectrumParameters } from './path-spectrum/types.ts';

/** The methods that exist, with their parameters and what a shard of them gives. */
export interface Methods {
  PATH_SPECTRUM: { parameters: PathSpectrumParameters; record: PathRecord[] };
  EVALUATION: { parameters: EvaluationParameters; record: EvaluationRecord };
}
export type Method = keyof Methods;

/** A part of a measurement: whole rounds (path spectra: round k holds the k-th pair of every group; evaluation: round k the k-th 1,000 images). */
export interface Shard<M extends Method = Method> {
  method: M;
  parameters: Methods[M]['parameters'];
  firstRound: number;
  roundCount: number;
}

/** All that a worker needs to do one shard; as JSON on the wire. */
export interface ShardOrder {
  id: string;
  measurement: string;
  shard: Shard;
  /** auto, or the runtime that the measurement's first claim fixed. */
  runtime: string;
  model: {
    name: string;
    sha256: string;
    sizeBytes: number;
    format: string;
    output: ModelOutput | null;
    feed: ModelFeed;
  };
  /** sha256 of the canonical file. */
  dataset: { name: string; sha256: string; sizeBytes: number; imageShape: ImageShape };
}

/** What a worker posts of a finished shard. */
export interface ShardResult<M extends Method = Method> {
  method: M;
  runtime: string;
  device: string;
  output: ModelOutput;
  imagesEvaluated: number;
  seconds: number;
  record: Methods[M]['record'];
}
