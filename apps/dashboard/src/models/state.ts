import { searchOf } from '../components/search.ts';

/** Everything about the Models page that a link holds. */
export interface ModelsState {
  /** Id; undefined: the first dataset. */
  dataset?: string;
  /** A filter's text, as typed; it may be one that can't be read. */
  filter: string;
  /** `name`, a metric's key or `tag:KEY`; descending with a minus in front; empty: by the server's order. */
  sort: string;
  /** Keys of metrics and `tag:KEY`; undefined: the usual ones. */
  columns?: readonly string[];
}

export function parseModels(search: string): ModelsState {
  const parameters = new URLSearchParams(search);
  const dataset = parameters.get('dataset');
  const columns = parameters.get('columns');
  return {
    filter: parameters.get('filter') ?? '',
    sort: parameters.get('sort') ?? '',
    ...(dataset && { dataset }),
    ...(columns !== null && { columns: columns.split(',').filter(Boolean) }),
  };
}

export function formatModels(state: ModelsState): string {
  const parameters = new URLSearchParams();
  if (state.dataset) parameters.set('dataset', state.dataset);
  if (state.filter) parameters.set('filter', state.filter);
  if (state.sort) parameters.set('sort', state.sort);
  if (state.columns) parameters.set('columns', state.columns.join(','));
  return searchOf(parameters);
}
