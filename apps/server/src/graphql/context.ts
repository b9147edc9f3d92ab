import type { Role } from '@passband/schema';
import type { Store } from '@passband/store';
import type { AccessTokens } from '../http/access-tokens.ts';
import type { MeasurementWatch } from '../measurements/watch.ts';
import type { ClassDiversities } from '../registry/class-diversities.ts';
import type { DatasetFiles } from '../registry/dataset-files.ts';
import type { InspectModel } from '../registry/inspect-model.ts';
import type { PathResults } from '../results/path-results.ts';
import { type Loaders, makeLoaders } from './loaders.ts';

/** What one server has, for as long as it runs. */
export interface Services {
  store: Store;
  results: PathResults;
  datasetFiles: DatasetFiles;
  inspectModel: InspectModel;
  classDiversities: ClassDiversities;
  watch: MeasurementWatch;
  tokens: AccessTokens;
  /** Of one upload. */
  uploadMaximumBytes: number;
  version: string;
}

export interface ViewerIdentity {
  name: string;
  role: Role;
}

/** What resolvers of one request see. */
export interface Context extends Services {
  loaders: Loaders;
  viewer: ViewerIdentity;
  /** Whoever asked went away, or the server closes: what is followed for this request ends. */
  over: AbortSignal;
}

export function contextOf(services: Services, viewer: ViewerIdentity, over: AbortSignal): Context {
  return { ...services, viewer, over, loaders: makeLoaders(services.store) };
}
