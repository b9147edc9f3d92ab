import type { Method, PathScope } from '@passband/engine';
import type { MeasurementMethod, MeasurementStatus, ModelFormat, ModelRow } from './rows.ts';

export type NewModel = Omit<ModelRow, 'id' | 'createdAt'>;

export interface NewMeasurement {
  method: Method;
  /** Null where the network that is trained becomes a model of its own: `training.trainedModel`. */
  modelId: string | null;
  datasetId: string;
  seed: number;
  parameters: string;
  runtimeAsked: string;
  passbandVersion: string;
  priority: number;
  idempotencyKey: string | null;
  createdBy: string | null;
  warnings: string[];
  /** With precision at most. */
  roundsTotal: number;
  imagesTotal: number;
  /** Under precision: the scopes that each stop by themselves, else null. */
  scopes: PathScope[] | null;
  /** Under precision what similar measurements took; null where there is none. */
  imagesExpected: number | null;
  /** Of NOISE_FITTING, else left out. */
  training?: {
    validationDatasetId: string | null;
    teacherModelId: string | null;
    /** Made with the measurement; a number is added to its name where it is taken. */
    trainedModel: NewModel | null;
  };
}

/** One page of a keyset listing. `after` is the cursor of the last edge of the page before. */
export interface Page<T> {
  edges: { cursor: string; node: T }[];
  hasNextPage: boolean;
  totalCount: number;
}

export interface PageRequest {
  first: number;
  after?: string | undefined;
}

export interface ModelFilter {
  and?: ModelFilter[] | undefined;
  or?: ModelFilter[] | undefined;
  not?: ModelFilter | undefined;
  name?: { eq?: string | undefined; contains?: string | undefined; in?: string[] | undefined } | undefined;
  tag?: { key: string; eq?: string | undefined; in?: string[] | undefined; exists?: boolean | undefined } | undefined;
  metric?:
    | {
        name: string;
        gt?: number | undefined;
        gte?: number | undefined;
        lt?: number | undefined;
        lte?: number | undefined;
      }
    | undefined;
  format?: ModelFormat | undefined;
  /** Models that have a metric or a measurement on this dataset. */
  dataset?: string | undefined;
}

export interface ModelOrder {
  by: 'NAME' | 'CREATED_AT' | 'METRIC';
  metric?: string | undefined;
  direction: 'ASC' | 'DESC';
}

export interface MeasurementFilter {
  model?: string | undefined;
  dataset?: string | undefined;
  method?: MeasurementMethod | undefined;
  statuses?: MeasurementStatus[] | undefined;
}

export interface MetricValue {
  name: string;
  value: number;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
}
