import { describe, expect, it } from 'vitest';
import { databases, useStore } from './testing/databases.ts';
import { newDataset } from './testing/rows.ts';

describe.each(databases)('datasets on %s', (kind) => {
  const test = useStore(kind);

  it('a dataset comes back with every field', async () => {
    const fields = newDataset({ mean: [0.1, 1 / 3, 0.3], std: [1, 2, 3], imageShape: [32, 32, 3] });
    const dataset = await test.store.datasets.insert(fields);
    expect(dataset).toEqual({ ...fields, id: dataset.id, createdAt: dataset.createdAt });
    expect(await test.store.datasets.byName(fields.name)).toEqual(dataset);
    expect(await test.store.datasets.byIds(['nonsense', dataset.id])).toEqual([dataset]);
  });

  it('a dataset may be without images', async () => {
    const none = {
      sha256: null,
      canonicalSha256: null,
      canonicalSizeBytes: null,
      imageShape: null,
      mean: null,
      std: null,
    };
    const dataset = await test.store.datasets.insert(newDataset({ ...none, imageCount: 0, classes: [] }));
    expect(dataset).toMatchObject({ ...none, classes: [] });
    expect(await test.store.datasets.all()).toEqual([dataset]);
  });

  it('datasets are listed by name, and found by name and by id', async () => {
    const [second, first] = [
      await test.store.datasets.insert(newDataset({ name: 'b' })),
      await test.store.datasets.insert(newDataset({ name: 'a' })),
    ];
    expect(await test.store.datasets.all()).toEqual([first, second]);
    expect(await test.store.datasets.byIds([second.id, first.id])).toEqual([first, second]);
    expect(await test.store.datasets.byIds([])).toEqual([]);
    expect(await test.store.datasets.byName('b')).toEqual(second);
    expect(await test.store.datasets.byName('c')).toBeNull();
  });

  it('a dataset that was removed is gone, alone and once', async () => {
    const gone = await test.store.datasets.insert(newDataset({ name: 'gone' }));
    const stays = await test.store.datasets.insert(newDataset({ name: 'stays' }));
    expect(await test.store.datasets.remove(gone.id)).toBe(true);
    expect(await test.store.datasets.all()).toEqual([stays]);
    expect(await test.store.datasets.remove(gone.id)).toBe(false);
  });

  it('a name is taken once', async () => {
    await test.store.datasets.insert(newDataset({ name: 'data' }));
    await expect(test.store.datasets.insert(newDataset({ name: 'data' }))).rejects.toThrow(/dataset.*"data" is taken/);
  });
});
