import { searchOf } from '../components/search.ts';
import { type Cutoff, formatCutoff, isPublished, parseCutoff } from './fraction.ts';
import { formatLasso, type Lasso, parseLasso } from './lasso.ts';

export const axesKinds = ['linear', 'log'] as const;
export const estimatorKinds = ['both', 'periodogram', 'mirrored'] as const;
export const pointKinds = ['means', 'runs'] as const;

export type AxesKind = (typeof axesKinds)[number];
export type EstimatorKind = (typeof estimatorKinds)[number];
export type PointKind = (typeof pointKinds)[number];

/** Everything about the Overview that a link holds. */
export interface OverviewState {
  /** Id; undefined: the first dataset with images. */
  dataset?: string;
  /** A condition as the Models page takes it; undefined: all models. */
  filter?: string;
  /** A tag's key, or `varied`; undefined: what suits the models. */
  colour?: string;
  /** What the fractions are drawn against: a metric or `tag:KEY`; undefined: accuracy. */
  x?: string;
  /** What the third figure draws against x; undefined: within against between. */
  y?: string;
  /** Undefined: linear up to 100 models, then log. */
  axes?: AxesKind;
  /** Undefined: means where there are replicates. */
  points?: PointKind;
  /** Undefined: both, where both were measured. */
  estimator?: EstimatorKind;
  cutoff: Cutoff;
  /** Values of tags that others are compared with, where they are not the usual ones. */
  baseline: Readonly<Record<string, string>>;
  /** A tag by whose values the differences are split. */
  split?: string;
  lasso?: Lasso;
  /** Column of the table; descending with a minus in front. */
  sort: string;
  /** Undefined: the usual ones. */
  columns?: readonly string[];
}

const sortByDefault = 'within';
const texts = ['dataset', 'filter', 'colour', 'x', 'y', 'split'] as const;

/** Reads a query string; what is unknown or missing has its default. */
export function parseOverview(search: string): OverviewState {
  const parameters = new URLSearchParams(search);
  const given = (key: string) => parameters.get(key) || undefined;
  const one = <Kind extends string>(kinds: readonly Kind[], key: string) => kinds.find((kind) => kind === given(key));
  const axes = one(axesKinds, 'axes');
  const points = one(pointKinds, 'points');
  const estimator = one(estimatorKinds, 'estimator');
  const lasso = parseLasso(given('lasso'));
  const columns = parameters.get('columns');
  const plain: Partial<Record<(typeof texts)[number], string>> = {};
  for (const key of texts) {
    const value = given(key);
    if (value !== undefined) plain[key] = value;
  }
  return {
    ...plain,
    cutoff: parseCutoff(given('cutoff')),
    baseline: Object.fromEntries(parameters.getAll('baseline').flatMap(pairOf)),
    sort: given('sort') ?? sortByDefault,
    ...(axes && { axes }),
    ...(points && { points }),
    ...(estimator && { estimator }),
    ...(lasso && { lasso }),
    ...(columns !== null && { columns: columns.split(',').filter(Boolean) }),
  };
}

function pairOf(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at < 1 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
}

/** The query string of a state, defaults left out: '' or '?…'. */
export function formatOverview(state: OverviewState): string {
  const parameters = new URLSearchParams();
  const set = (key: string, value: string | undefined) => value !== undefined && parameters.set(key, value);
  for (const key of ['dataset', 'filter', 'colour', 'x', 'y', 'axes', 'points', 'estimator'] as const)
    set(key, state[key]);
  set('cutoff', isPublished(state.cutoff) ? undefined : formatCutoff(state.cutoff));
  for (const [key, value] of Object.entries(state.baseline)) parameters.append('baseline', `${key}=${value}`);
  set('split', state.split);
  set('lasso', state.lasso && formatLasso(state.lasso));
  set('sort', state.sort === sortByDefault ? undefined : state.sort);
  set('columns', state.columns?.join(','));
  return searchOf(parameters);
}

/** The state without some of its choices. */
export function without(
  state: OverviewState,
  ...keys: ('dataset' | 'filter' | 'colour' | 'x' | 'y' | 'split' | 'lasso')[]
) {
  const rest = { ...state };
  for (const key of keys) delete rest[key];
  return rest;
}
