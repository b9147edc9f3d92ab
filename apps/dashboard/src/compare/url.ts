import { searchOf } from '../components/search.ts';
import { type Estimator, estimators } from '../model/estimator.ts';

/** Colours tell so many models apart. */
export const mostModels = 8;

export const axesKinds = ['linear', 'log'] as const;
export type AxesKind = (typeof axesKinds)[number];

export const cutoffUnits = ['SHARE_OF_BINS', 'CYCLES_PER_DISTANCE'] as const;
export type CutoffUnit = (typeof cutoffUnits)[number];

/** Everything about the page that a link holds. */
export interface CompareState {
  /** Ids of models; the first is the reference. */
  models: readonly string[];
  /** Undefined: the one that most of the models are measured on. */
  dataset?: string;
  estimator: Estimator;
  axes: AxesKind;
  /** Where high frequency begins, in `unit`. */
  cutoff: number;
  unit: CutoffUnit;
}

const defaults = { estimator: 'PERIODOGRAM', axes: 'log', cutoff: 0.1, unit: 'SHARE_OF_BINS' } as const;

/** The published fraction of no model yet. */
export const emptyCompare: CompareState = { models: [], ...defaults };

/** Cutoffs that the API takes: a share of the bins, or up to half a cycle per distance, where paths of step 1 end. */
export function isCutoff(value: number, unit: CutoffUnit): boolean {
  return value >= 0 && value <= (unit === 'SHARE_OF_BINS' ? 1 : 0.5);
}

/** Reads a query string; what is unknown or missing has its default, a model named twice counts once. */
export function parseCompare(search: string): CompareState {
  const parameters = new URLSearchParams(search);
  const given = (key: string) => parameters.get(key) || undefined;
  const dataset = given('dataset');
  const unit = cutoffUnits.find((kind) => kind === given('unit')) ?? defaults.unit;
  const cutoff = Number(given('cutoff') ?? Number.NaN);
  return {
    models: [...new Set(parameters.getAll('m').filter(Boolean))].slice(0, mostModels),
    estimator: estimators.find((kind) => kind === given('estimator')) ?? defaults.estimator,
    axes: axesKinds.find((kind) => kind === given('axes')) ?? defaults.axes,
    cutoff: isCutoff(cutoff, unit) ? cutoff : defaults.cutoff,
    unit,
    ...(dataset && { dataset }),
  };
}

/** The query string of a state, defaults left out: '' or '?…'. */
export function formatCompare(state: CompareState): string {
  const parameters = new URLSearchParams();
  for (const id of state.models) parameters.append('m', id);
  for (const key of ['dataset', 'estimator', 'axes', 'cutoff', 'unit'] as const) {
    const value = state[key];
    if (value === undefined || (key !== 'dataset' && defaults[key] === value)) continue;
    parameters.set(key, String(value));
  }
  return searchOf(parameters);
}

/** Where these models are compared; the first is the reference. */
export function compareHref(ids: readonly string[]): string {
  return `/compare${formatCompare({ ...emptyCompare, models: [...new Set(ids)].slice(0, mostModels) })}`;
}

/** With one more model, the last; as it was where it is there already or there is no room. */
export function withModel(models: readonly string[], id: string): readonly string[] {
  return models.includes(id) || models.length >= mostModels ? models : [...models, id];
}

/** With this model as the reference, the others in their order. */
export function withReference(models: readonly string[], id: string): readonly string[] {
  return [id, ...models.filter((other) => other !== id)];
}
