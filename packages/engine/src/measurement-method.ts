import type { DatasetFacts } from './dataset-facts.ts';
import type { ImageSource } from './images.ts';
import type { ParsedParameters } from './parameter-problem.ts';
import type { Method, Methods, Shard } from './shard.ts';

/** How much a measurement is, before it runs. */
export interface MeasurementPlan {
  rounds: number;
  imagesTotal: number;
  /** False where imagesTotal is an estimate from some of the paths, or, with `precision`, the most that it can be. */
  exact: boolean;
}

/** A method: everything that is particular to it. One file says these, one line in the registry names it. */
export interface MeasurementMethod<M extends Method> {
  /** Fills in defaults and checks every rule; null counts as left out. */
  parseParameters(
    input: Readonly<Record<string, unknown>>,
    dataset: DatasetFacts,
  ): ParsedParameters<Methods[M]['parameters']>;
  /** `validation` is the other dataset that the parameters name, null where they name none. */
  plan(
    parameters: Methods[M]['parameters'],
    images: ImageSource,
    validation?: Pick<ImageSource, 'imageCount'> | null,
  ): Promise<MeasurementPlan>;
  /** Deterministic: the same shard gives the same record. */
  run(shard: Shard<M>, context: Methods[M]['context']): Promise<Methods[M]['record']>;
  /** The record as plain JSON values. */
  encode(record: Methods[M]['record']): unknown;
  /** The record out of JSON values from outside. Throws EngineError where it cannot be this shard's. */
  decode(value: unknown, shard: Shard<M>, dataset: DatasetFacts): Methods[M]['record'];
}
