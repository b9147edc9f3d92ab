export const axesKinds = ['linear', 'log'] as const;
export const estimatorKinds = ['both', 'periodogram', 'mirrored'] as const;

export type AxesKind = (typeof axesKinds)[number];
export type EstimatorKind = (typeof estimatorKinds)[number];

/** Everything about the Overview that a link holds. */
export interface OverviewState {
  /** Id; undefined: the first dataset. */
  dataset?: string;
  /** A tag's key; undefined: what was varied. */
  colour?: string;
  /** Undefined: linear up to 100 models, then log. */
  axes?: AxesKind;
  estimator: EstimatorKind;
  /** Id of a model; undefined: the one that most others differ from in one tag. */
  reference?: string;
  /** Column of the table; descending with a minus in front. */
  sort: string;
}

const defaults = { estimator: 'both', sort: 'within' } as const;

/** Reads a query string; what is unknown or missing has its default. */
export function parseOverview(search: string): OverviewState {
  const parameters = new URLSearchParams(search);
  const given = (key: string) => parameters.get(key) || undefined;
  const dataset = given('dataset');
  const colour = given('colour');
  const axes = axesKinds.find((kind) => kind === given('axes'));
  const reference = given('reference');
  return {
    estimator: estimatorKinds.find((kind) => kind === given('estimator')) ?? defaults.estimator,
    sort: given('sort') ?? defaults.sort,
    ...(dataset && { dataset }),
    ...(colour && { colour }),
    ...(axes && { axes }),
    ...(reference && { reference }),
  };
}

/** The query string of a state, defaults left out: '' or '?…'. */
export function formatOverview(state: OverviewState): string {
  const parameters = new URLSearchParams();
  for (const key of ['dataset', 'colour', 'axes', 'estimator', 'reference', 'sort'] as const) {
    const value = state[key];
    if (value === undefined || (key in defaults && defaults[key as keyof typeof defaults] === value)) continue;
    parameters.set(key, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
