import type { Context } from '../graphql/context.ts';
import { globalId } from '../graphql/global-id.ts';
import { modelsOf, modelValues, type ValueChoice } from '../results/model-values.ts';
import { type Cell, rowsOf, type Table } from './table.ts';

/** Models of a filter: their names, tags and current metrics with bounds, a row each. */
export async function modelTable(
  context: Context,
  filter: Parameters<typeof modelsOf>[1],
  choice: Omit<ValueChoice, 'metrics'> & { metrics: readonly string[] | null },
): Promise<Table> {
  const models = await modelsOf(context, filter);
  const facets = await context.store.models.facets(filter, choice.datasetId);
  const metrics = choice.metrics ?? facets.metrics;
  const values = await modelValues(context, models, { ...choice, metrics });
  const keys = facets.tags.map(({ key }) => key);
  const rows = models.map((model): Cell[] => [
    ...[globalId('model', model.id), model.name, model.format, model.parameterCount],
    ...keys.map((key) => model.tags.find((tag) => tag.key === key)?.value ?? null),
    ...metrics.flatMap((name) => {
      const value = values.get(name)?.get(model.id);
      return [value?.value ?? null, value?.standardError ?? null, value?.lower ?? null, value?.upper ?? null];
    }),
  ]);
  const columns = metrics.flatMap((name) => [name, `${name}.standardError`, `${name}.lower`, `${name}.upper`]);
  return {
    columns: ['id', 'name', 'format', 'parameterCount', ...keys.map((key) => `tag:${key}`), ...columns],
    rows: rowsOf(rows),
  };
}
