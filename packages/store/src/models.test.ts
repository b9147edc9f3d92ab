import { describe, expect, it } from 'vitest';
import type { MetricValue, ModelFilter, ModelOrder } from './requests.ts';
import type { DatasetRow, ModelRow } from './rows.ts';
import { databases, useStore } from './testing/databases.ts';
import { measuredModel, metric, newDataset, newModel, startOne } from './testing/rows.ts';

const byId = (a: ModelRow, b: ModelRow): number => (a.id < b.id ? -1 : 1);
const nowhere = '01a20912-1d3e-7000-9095-1d25785eee60';

describe.each(databases)('models on %s', (kind) => {
  const test = useStore(kind);
  const insert = (name: string, fields: Partial<Parameters<typeof newModel>[0]> = {}): Promise<ModelRow> =>
    test.store.models.insert(newModel({ name, ...fields }));
  const measured = (...of: [ModelRow, DatasetRow, MetricValue[]]): Promise<string> => measuredModel(test.store, ...of);
  const names = async (filter?: ModelFilter): Promise<string[]> =>
    (await test.store.models.list(filter, 100)).map((model) => model.name);

  it('a model comes back with every field and its tags in order', async () => {
    const fields = newModel({
      output: 'PROBABILITIES',
      sizeBytes: 2 ** 40,
      parameterCount: 2 ** 33,
      inputShape: [-1, 32, 32, 3],
      feed: { inputMean: [0.1, 1 / 3, 0.3], inputStd: [1, 2, 3], inputScale: 'BYTE', inputLayout: 'NHWC' },
      tags: [
        { key: 'epochs', value: '6' },
        { key: 'augmentation', value: 'mixup' },
      ],
    });
    const model = await test.store.models.insert(fields);
    expect(model).toEqual({ ...fields, id: model.id, createdAt: model.createdAt });
    expect(model.createdAt).toBeInstanceOf(Date);
    expect(await test.store.models.byName(fields.name)).toEqual(model);
    expect(await test.store.models.byIds([nowhere, 'nonsense', model.id])).toEqual([model]);
    expect(await test.store.models.byName('nobody')).toBeNull();
  });

  it('a list of all models has the rows that are read by id', async () => {
    for (const tags of [[], [{ key: 'seed', value: '1' }]])
      await insert(`with ${tags.length} tags`, { tags, inputShape: [1, 28, 28], parameterCount: 2 ** 33 });
    const all = await test.store.models.list(undefined, 10_000);
    const own = await test.store.models.byIds(all.map(({ id }) => id));
    expect(all).toHaveLength(2);
    expect([...all].sort(byId)).toEqual([...own].sort(byId));
  });

  it('a name is taken once', async () => {
    await insert('net');
    await expect(insert('net')).rejects.toThrow('a model\'s name must be unique; "net" is taken');
    expect(await insert('Net')).toMatchObject({ name: 'Net' });
  });

  it('a name and tags are changed each alone or together, of one model', async () => {
    const other = await insert('other', { tags: [{ key: 'seed', value: '0' }] });
    const model = await insert('net', { tags: [{ key: 'seed', value: '1' }] });
    const tags = [
      { key: 'seed', value: '2' },
      { key: 'epochs', value: '6' },
    ];
    const stored = async () => (await test.store.models.byIds([model.id]))[0];
    expect(await test.store.models.update(model.id, { name: 'renamed' })).toEqual({ ...model, name: 'renamed' });
    expect(await stored()).toEqual({ ...model, name: 'renamed' });
    expect(await test.store.models.update(model.id, { tags })).toEqual({ ...model, name: 'renamed', tags });
    expect(await stored()).toEqual({ ...model, name: 'renamed', tags });
    await test.store.models.update(model.id, { name: 'net', tags: [] });
    expect(await stored()).toEqual({ ...model, tags: [] });
    expect(await test.store.models.byIds([other.id])).toEqual([other]);
  });

  it('a name that is taken is not given to another model, and what is not there is not changed', async () => {
    await insert('taken');
    const model = await insert('net');
    await expect(test.store.models.update(model.id, { name: 'taken', tags: [] })).rejects.toThrow('"taken" is taken');
    expect(await test.store.models.byIds([model.id])).toEqual([model]);
    for (const id of [nowhere, 'nonsense'])
      expect(await test.store.models.update(id, { name: 'new', tags: [{ key: 'a', value: 'b' }] })).toBeNull();
  });

  it('a model that was removed is gone, alone and once', async () => {
    const [gone, stays] = [await insert('gone'), await insert('stays')];
    expect(await test.store.models.remove(gone.id)).toBe(true);
    expect(await names()).toEqual([stays.name]);
    for (const id of [gone.id, 'nonsense']) expect(await test.store.models.remove(id)).toBe(false);
  });

  it('an import skips what is registered at the same moment', async () => {
    const dataset = await test.store.datasets.insert(newDataset());
    for (let round = 0; round < 5; round++) {
      const names = Array.from({ length: 40 }, (_, k) => `net ${round} ${k}`);
      const all = names.map((name) => ({ name, tags: [], metrics: [{ name: 'testAccuracy', value: 0.5 }] }));
      const backwards = [...all].reverse();
      const [imports, registered] = await Promise.all([
        Promise.all([all, backwards].map((models) => test.store.models.importAll(models, dataset.id))),
        Promise.allSettled(names.slice(0, 10).map((name) => insert(name))),
      ]);
      const alone = registered.filter(({ status }) => status === 'fulfilled').length;
      expect(imports.reduce((sum, { imported }) => sum + imported, alone)).toBe(names.length);
    }
    expect(await test.store.models.list(undefined, 1_000)).toHaveLength(200);
  });

  it('names may hold anything', async () => {
    for (const name of ["Robert'); drop table models;--", 'naïve ☃ 😀', '%_\\', ' ']) {
      expect((await test.store.models.byName((await insert(name)).name))?.name).toBe(name);
    }
  });

  it('models are ordered by the bytes of their names on every database', async () => {
    for (const name of ['b', 'a', 'B', 'Z', 'ä', '10', '9']) await insert(name);
    expect(await names({})).toEqual(['10', '9', 'B', 'Z', 'a', 'b', 'ä']);
  });

  describe('a filter of models', () => {
    const make = async (): Promise<void> => {
      await insert('mixup-1', {
        tags: [
          { key: 'aug', value: 'mixup' },
          { key: 'seed', value: '1' },
        ],
      });
      await insert('mixup-2', {
        tags: [
          { key: 'aug', value: 'mixup' },
          { key: 'seed', value: '2' },
        ],
      });
      await insert('plain-1', { tags: [{ key: 'seed', value: '1' }], format: 'EXTERNAL' });
    };
    const cases: [string, ModelFilter, string[]][] = [
      ['nothing: all', {}, ['mixup-1', 'mixup-2', 'plain-1']],
      ['name eq', { name: { eq: 'plain-1' } }, ['plain-1']],
      ['name contains, whatever the case', { name: { contains: 'MIX' } }, ['mixup-1', 'mixup-2']],
      ['name contains: % and _ are themselves', { name: { contains: '%' } }, []],
      ['name in', { name: { in: ['plain-1', 'mixup-2', 'x'] } }, ['mixup-2', 'plain-1']],
      ['name in nothing', { name: { in: [] } }, []],
      ['tag eq', { tag: { key: 'aug', eq: 'mixup' } }, ['mixup-1', 'mixup-2']],
      ['tag in', { tag: { key: 'seed', in: ['2', '3'] } }, ['mixup-2']],
      ['tag exists', { tag: { key: 'aug', exists: true } }, ['mixup-1', 'mixup-2']],
      ['tag exists not', { tag: { key: 'aug', exists: false } }, ['plain-1']],
      ['tag by key alone', { tag: { key: 'aug' } }, ['mixup-1', 'mixup-2']],
      ['format', { format: 'EXTERNAL' }, ['plain-1']],
      ['and', { and: [{ tag: { key: 'aug', eq: 'mixup' } }, { tag: { key: 'seed', eq: '1' } }] }, ['mixup-1']],
      ['and of nothing: all', { and: [] }, ['mixup-1', 'mixup-2', 'plain-1']],
      ['or', { or: [{ name: { eq: 'plain-1' } }, { tag: { key: 'seed', eq: '2' } }] }, ['mixup-2', 'plain-1']],
      ['or of nothing: none', { or: [] }, []],
      ['not', { not: { tag: { key: 'aug' } } }, ['plain-1']],
      ['not not', { not: { not: { tag: { key: 'aug' } } } }, ['mixup-1', 'mixup-2']],
      [
        'not of an or (De Morgan)',
        { not: { or: [{ name: { eq: 'plain-1' } }, { name: { eq: 'mixup-1' } }] } },
        ['mixup-2'],
      ],
      ['side by side: all hold', { name: { contains: '1' }, not: { format: 'EXTERNAL' } }, ['mixup-1']],
      ['a metric nobody has', { metric: { name: 'accuracy' } }, []],
      ['a dataset that is no id', { dataset: 'nonsense' }, []],
    ];
    it.each(cases)('%s', async (_, filter, expected) => {
      await make();
      expect(await names(filter)).toEqual(expected);
    });

    it('by metric takes the current value', async () => {
      const dataset = await test.store.datasets.insert(newDataset());
      const a = await insert('a');
      const b = await insert('b');
      await measured(a, dataset, [metric('accuracy', 0.2)]);
      await measured(a, dataset, [metric('accuracy', 0.9)]);
      await measured(b, dataset, [metric('accuracy', 0.5)]);
      expect(await names({ metric: { name: 'accuracy', gt: 0.5 } })).toEqual(['a']);
      expect(await names({ metric: { name: 'accuracy', gte: 0.5 } })).toEqual(['a', 'b']);
      expect(await names({ metric: { name: 'accuracy', lt: 0.5 } })).toEqual([]);
      expect(await names({ metric: { name: 'accuracy', lte: 0.5, gte: 0.5 } })).toEqual(['b']);
    });

    it('by dataset takes models with a metric or a measurement on it', async () => {
      const dataset = await test.store.datasets.insert(newDataset());
      await startOne(test.store, {}, { model: await insert('started'), dataset });
      await insert('other');
      expect(await names({ dataset: dataset.id })).toEqual(['started']);
      expect(await names({ dataset: nowhere })).toEqual([]);
    });
  });

  it('the list of models is cut at its limit', async () => {
    for (const name of ['a', 'b', 'c']) await insert(name);
    expect(await test.store.models.list({}, 2)).toHaveLength(2);
  });

  describe('pages of models', () => {
    const orders: ModelOrder[] = (['NAME', 'CREATED_AT', 'METRIC'] as const).flatMap((by) =>
      (['ASC', 'DESC'] as const).map((direction) => ({
        by,
        direction,
        metric: by === 'METRIC' ? 'accuracy' : undefined,
      })),
    );
    /** Without a value last, both ways; of equal values the earlier, going down the later first. */
    const ordered: Record<ModelOrder['by'], Record<ModelOrder['direction'], number[]>> = {
      NAME: { ASC: [0, 1, 2, 3, 4, 5], DESC: [5, 4, 3, 2, 1, 0] },
      CREATED_AT: { ASC: [0, 5, 4, 3, 2, 1], DESC: [1, 2, 3, 4, 5, 0] },
      METRIC: { ASC: [4, 1, 0, 3, 5, 2], DESC: [3, 0, 1, 4, 2, 5] },
    };
    it.each(orders)('by $by $direction are in that order, at every page size', async (orderBy) => {
      const dataset = await test.store.datasets.insert(newDataset());
      for (const [k, value] of [0.5, null, 0.1, 0.5, null, 1 / 3].entries()) {
        const model = await insert(`model ${(k * 5) % 6}`);
        if (value !== null) await measured(model, dataset, [metric('accuracy', value)]);
      }
      const expected = ordered[orderBy.by][orderBy.direction].map((k) => `model ${k}`);
      for (const first of [1, 2, 5, 6, 100]) expect(await paged(first, orderBy)).toEqual(expected);
    });

    async function paged(first: number, orderBy: ModelOrder): Promise<string[]> {
      const seen: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await test.store.models.page({ first, after, orderBy });
        expect(page.totalCount).toBe(6);
        seen.push(...page.edges.map((edge) => edge.node.name));
        if (!page.hasNextPage) return seen;
        after = page.edges.at(-1)?.cursor;
      }
    }

    it('repeat nothing while models are added', async () => {
      for (const name of ['b', 'd', 'f']) await insert(name);
      const first = await test.store.models.page({ first: 2 });
      await insert('a');
      await insert('e');
      const second = await test.store.models.page({ first: 9, after: first.edges.at(-1)?.cursor });
      expect(second.edges.map((edge) => edge.node.name)).toEqual(['e', 'f']);
    });

    it('refuse a cursor that is none, or of another order', async () => {
      await insert('a');
      await insert('b');
      const { edges } = await test.store.models.page({ first: 1 });
      const orderBy: ModelOrder = { by: 'CREATED_AT', direction: 'ASC' };
      await expect(test.store.models.page({ first: 1, after: edges[0]?.cursor, orderBy })).rejects.toThrow(/cursor/);
      await expect(test.store.models.page({ first: 1, after: 'x' })).rejects.toThrow(/cursor.*got "x"/);
    });
  });

  it('facets are the tags and metrics of the models that match', async () => {
    const dataset = await test.store.datasets.insert(newDataset());
    const other = await test.store.datasets.insert(newDataset());
    const a = await insert('a', {
      tags: [
        { key: 'aug', value: 'mixup' },
        { key: 'seed', value: '2' },
      ],
    });
    const b = await insert('b', {
      tags: [
        { key: 'seed', value: '1' },
        { key: 'width', value: '4' },
      ],
    });
    await measured(a, dataset, [metric('accuracy', 1), metric('loss', 2)]);
    await measured(b, other, [metric('accuracy', 1)]);
    expect(await test.store.models.facets(undefined, undefined)).toEqual({
      tags: [
        { key: 'aug', values: ['mixup'] },
        { key: 'seed', values: ['1', '2'] },
        { key: 'width', values: ['4'] },
      ],
      metrics: ['accuracy', 'loss'],
    });
    expect(await test.store.models.facets({ name: { eq: 'b' } }, undefined)).toEqual({
      tags: [
        { key: 'seed', values: ['1'] },
        { key: 'width', values: ['4'] },
      ],
      metrics: ['accuracy'],
    });
    expect((await test.store.models.facets(undefined, other.id)).metrics).toEqual(['accuracy']);
    expect((await test.store.models.facets(undefined, 'nonsense')).metrics).toEqual([]);
  });
});
