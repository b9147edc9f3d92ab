import type { ModelFilter, ModelOrder } from '@passband/schema';
import type { ModelFilter as StoreFilter, ModelOrder as StoreOrder } from '@passband/store';
import { storeId } from './global-id.ts';
import { refused } from './refusal.ts';

const DEEPEST = 10;

/** A filter as the store takes it. */
export function modelFilter(filter: ModelFilter | null | undefined, depth = 1): StoreFilter | undefined {
  if (!filter) return undefined;
  if (depth > DEEPEST) throw refused(`a filter must be at most ${DEEPEST} deep; got more`);
  const several = (filters: ModelFilter[] | null | undefined) =>
    filters?.map((one) => modelFilter(one, depth + 1)).filter((one) => one !== undefined);
  return {
    and: several(filter.and),
    or: several(filter.or),
    not: modelFilter(filter.not, depth + 1),
    name: withoutNull(filter.name),
    tag: filter.tag ? { ...withoutNull(filter.tag), key: filter.tag.key } : undefined,
    metric: filter.metric ? { ...withoutNull(filter.metric), name: filter.metric.name } : undefined,
    format: filter.format ?? undefined,
    dataset: datasetFilter(filter.dataset),
  };
}

/** The store's id of a dataset that is filtered by. */
export function datasetFilter(id: string | null | undefined): string | undefined {
  if (id == null) return undefined;
  const known = storeId('dataset', id);
  if (known === null) throw refused(`dataset must be the id of a dataset; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  return known;
}

export function modelOrder(order: ModelOrder | null | undefined): StoreOrder | undefined {
  if (!order) return undefined;
  if (order.by === 'METRIC' && !order.metric) throw refused('an order by METRIC needs the name of a metric; got none');
  return { by: order.by, metric: order.metric ?? undefined, direction: order.direction };
}

type WithoutNull<T> = { [K in keyof T]: Exclude<T[K], null> };

function withoutNull<T extends object>(value: T | null | undefined): WithoutNull<T> | undefined {
  if (!value) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item ?? undefined])) as WithoutNull<T>;
}
