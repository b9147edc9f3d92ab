import { searchOf } from '../components/search.ts';
import { type Fraction, fractionOf, publishedFraction, withFraction } from '../model/fraction.ts';

/** Colours tell so many models apart. */
export const mostModels = 8;

export const axesKinds = ['linear', 'log'] as const;
export type AxesKind = (typeof axesKinds)[number];

/** Everything about the page that a link holds. */
export interface CompareState extends Fraction {
  /** Ids of models; the first is the reference. */
  models: readonly string[];
  /** Undefined: the one that most of the models are measured on. */
  dataset?: string;
  axes: AxesKind;
}

/** The published fraction of no model yet. */
export const emptyCompare: CompareState = { models: [], axes: 'log', ...publishedFraction };

/** Reads a query string; what is unknown or missing has its default, a model named twice counts once. */
export function parseCompare(search: string): CompareState {
  const parameters = new URLSearchParams(search);
  const dataset = parameters.get('dataset');
  return {
    models: [...new Set(parameters.getAll('m').filter(Boolean))].slice(0, mostModels),
    axes: axesKinds.find((kind) => kind === parameters.get('axes')) ?? emptyCompare.axes,
    ...fractionOf(parameters),
    ...(dataset && { dataset }),
  };
}

/** The query string of a state, defaults left out: '' or '?…'. */
export function formatCompare(state: CompareState): string {
  const parameters = new URLSearchParams();
  for (const id of state.models) parameters.append('m', id);
  if (state.dataset !== undefined) parameters.set('dataset', state.dataset);
  if (state.axes !== emptyCompare.axes) parameters.set('axes', state.axes);
  return searchOf(withFraction(parameters, state));
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
