/** Everything about the Models page that a link holds. */
export interface ModelsState {
  /** Id; undefined: the first dataset. */
  dataset?: string;
  /** Part of a name. */
  name: string;
  /** `KEY=VALUE` each; all must hold. */
  tags: readonly string[];
  /** `name`, `created` or a metric's name; descending with a minus in front. */
  sort: string;
  /** Metrics and `tag:KEY`; undefined: the usual ones. */
  columns?: readonly string[];
}

const sortByDefault = 'created';

export function parseModels(search: string): ModelsState {
  const parameters = new URLSearchParams(search);
  const dataset = parameters.get('dataset');
  const columns = parameters.get('columns');
  return {
    name: parameters.get('name') ?? '',
    tags: parameters.getAll('tag').filter((tag) => tag.includes('=')),
    sort: parameters.get('sort') || sortByDefault,
    ...(dataset && { dataset }),
    ...(columns !== null && { columns: columns.split(',').filter(Boolean) }),
  };
}

export function formatModels(state: ModelsState): string {
  const parameters = new URLSearchParams();
  if (state.dataset) parameters.set('dataset', state.dataset);
  if (state.name) parameters.set('name', state.name);
  for (const tag of state.tags) parameters.append('tag', tag);
  if (state.sort !== sortByDefault) parameters.set('sort', state.sort);
  if (state.columns) parameters.set('columns', state.columns.join(','));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** `KEY=VALUE` apart; the value may hold further equal signs. */
export function tagOf(text: string): { key: string; value: string } {
  const at = text.indexOf('=');
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** The API's filter for a name and tags; undefined where nothing is asked for. */
export function filterOf({ name, tags }: Pick<ModelsState, 'name' | 'tags'>) {
  const and = [
    ...(name.trim() === '' ? [] : [{ name: { contains: name.trim() } }]),
    ...tags.map(tagOf).map(({ key, value }) => ({ tag: { key, eq: value } })),
  ];
  return and.length === 0 ? undefined : { and };
}

/** The API's order for a column. */
export function orderOf(sort: string) {
  const direction = sort.startsWith('-') ? ('DESC' as const) : ('ASC' as const);
  const column = sort.replace(/^-/, '');
  if (column === 'name') return { by: 'NAME' as const, direction };
  if (column === 'created') return { by: 'CREATED_AT' as const, direction };
  return { by: 'METRIC' as const, metric: column, direction };
}
