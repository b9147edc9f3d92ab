import { describe, expect, it } from 'vitest';
import type { MetricValue } from './requests.ts';
import type { DatasetRow, ModelRow } from './rows.ts';
import { databases, useStore } from './testing/databases.ts';
import { measuredModel, metric, newDataset, newModel } from './testing/rows.ts';

describe.each(databases)('metrics on %s', (kind) => {
  const test = useStore(kind);
  const insert = (name: string, fields: Partial<Parameters<typeof newModel>[0]> = {}): Promise<ModelRow> =>
    test.store.models.insert(newModel({ name, ...fields }));
  const measured = (...of: [ModelRow, DatasetRow, MetricValue[]]): Promise<string> => measuredModel(test.store, ...of);

  it('the latest of a name and dataset is the current one', async () => {
    const model = await insert('a');
    const dataset = await test.store.datasets.insert(newDataset());
    const other = await test.store.datasets.insert(newDataset());
    await measured(model, dataset, [metric('accuracy', 0.1)]);
    await measured(model, other, [metric('accuracy', 0.2)]);
    await measured(model, dataset, [metric('accuracy', 0.3), metric('loss', 4)]);
    const values = async (options: Partial<Parameters<typeof test.store.metrics.ofModels>[1]>) =>
      (await test.store.metrics.ofModels([model.id, 'nonsense'], { currentOnly: true, ...options }))
        .map((row) => row.value)
        .sort();
    expect(await values({})).toEqual([0.2, 0.3, 4]);
    expect(await values({ currentOnly: false })).toEqual([0.1, 0.2, 0.3, 4]);
    expect(await values({ names: ['accuracy'] })).toEqual([0.2, 0.3]);
    expect(await values({ names: [] })).toEqual([]);
    expect(await values({ datasetId: other.id })).toEqual([0.2]);
    expect(await values({ datasetId: 'nonsense' })).toEqual([]);
    const all = await test.store.metrics.ofModels([model.id], { currentOnly: false, names: ['accuracy'] });
    expect(all.map((row) => [row.value, row.current])).toEqual([
      [0.3, true],
      [0.2, true],
      [0.1, false],
    ]);
  });

  it('as columns are the same current values, a column a dataset and name, the newest first', async () => {
    const [a, b] = [await insert('a'), await insert('b')];
    const [dataset, other] = [
      await test.store.datasets.insert(newDataset()),
      await test.store.datasets.insert(newDataset()),
    ];
    await measured(a, other, [metric('accuracy', 0.5)]);
    await measured(a, dataset, [metric('accuracy', 0.1)]);
    await measured(b, dataset, [metric('accuracy', 0.2)]);
    await measured(a, dataset, [{ name: 'accuracy', value: 1 / 3, standardError: 0.01, lower: 0.3, upper: null }]);
    await test.store.metrics.record(b.id, null, [metric('loss', 4)]);
    const ids = [a.id, b.id, 'nonsense'];
    const columns = await test.store.metrics.currentColumns(ids, { names: ['accuracy', 'loss'] });
    expect(columns.map(({ name, datasetId }) => [name, datasetId])).toEqual([
      ['loss', null],
      ['accuracy', dataset.id],
      ['accuracy', other.id],
    ]);
    const rows = await test.store.metrics.ofModels(ids, { currentOnly: true });
    for (const { name, datasetId, modelIds, ...lists } of columns)
      for (const [k, modelId] of modelIds.entries())
        expect(
          rows.find((row) => row.name === name && row.datasetId === datasetId && row.modelId === modelId),
        ).toMatchObject({
          measurementId: lists.measurementIds[k],
          value: lists.values[k],
          standardError: lists.standardErrors[k],
          lower: lists.lower[k],
          upper: lists.upper[k],
        });
    expect(columns.flatMap(({ modelIds }) => modelIds)).toHaveLength(rows.length);
    const own = await test.store.metrics.currentColumns(ids, { names: ['accuracy'], datasetId: other.id });
    expect(own.map(({ values }) => values)).toEqual([[0.5]]);
    expect(await test.store.metrics.currentColumns(ids, { names: ['accuracy'], datasetId: 'nonsense' })).toEqual([]);
  });
});
