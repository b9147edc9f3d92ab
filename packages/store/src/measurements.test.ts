import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { ModelRow } from './rows.ts';
import { databases, useStore } from './testing/databases.ts';
import { metric, newDataset, newModel, startOne, workOff } from './testing/rows.ts';

const nowhere = '01a20912-1d3e-7000-9095-1d25785eee60';

describe.each(databases)('measurements on %s', (kind) => {
  const test = useStore(kind);
  const insert = (name: string, fields: Partial<Parameters<typeof newModel>[0]> = {}): Promise<ModelRow> =>
    test.store.models.insert(newModel({ name, ...fields }));

  it('succeeding stores status, warnings and metrics at once, and once', async () => {
    const model = await insert('a');
    const { id, datasetId } = await startOne(test.store, { roundsTotal: 1, warnings: ['early'] }, { model });
    await workOff(test.store);
    const value = { name: 'accuracy', value: 0.1 + 0.2, standardError: 1e-300, lower: -0.5, upper: null };
    expect(await test.store.measurements.succeed(id, [value], ['near chance'])).toBe(true);
    expect(await test.store.measurements.succeed(id, [value], ['near chance'])).toBe(false);
    const [row] = await test.store.measurements.byIds([id]);
    expect(row).toMatchObject({ status: 'SUCCEEDED', warnings: ['early', 'near chance'] });
    expect(row?.finishedAt).toBeInstanceOf(Date);
    const metrics = await test.store.metrics.ofModels([model.id], { currentOnly: false });
    expect(metrics).toMatchObject([{ ...value, modelId: model.id, datasetId, measurementId: id, current: true }]);
    expect(await test.store.measurements.complete()).toEqual([]);
  });

  it('under no id can neither end nor have scopes that stop', async () => {
    for (const id of ['no id', nowhere]) {
      expect(await test.store.measurements.succeed(id, [], [])).toBe(false);
      expect(await test.store.measurements.fail(id, 'it broke')).toBe(false);
      await test.store.measurements.stopScopes(id, [], 1);
    }
  });

  it('evaluations come by measurement, in order of their rounds', async () => {
    const one = await startOne(test.store, { roundsTotal: 3 });
    const two = await startOne(test.store, { roundsTotal: 1 });
    const none = await startOne(test.store, { runtimeAsked: 'onnx/cuda' });
    await workOff(test.store);
    const found = await test.store.evaluations.ofMeasurements([one.id, two.id, none.id, 'nonsense']);
    expect(new Map(found.map((entry) => [entry.measurementId, entry.records.length]))).toEqual(
      new Map([
        [one.id, 2],
        [two.id, 1],
      ]),
    );
  });

  describe('measurements', () => {
    it('have the hash of their parameters and of the files of that moment', async () => {
      const parameters = '{"path":"LINEAR","seed":0}';
      const row = await startOne(test.store, {
        parameters,
        createdBy: 'ada',
        warnings: ['w'],
        priority: -3,
        seed: 2 ** 31 - 1,
      });
      expect(row).toMatchObject({ parameters, createdBy: 'ada', warnings: ['w'], priority: -3, seed: 2 ** 31 - 1 });
      expect(row).toMatchObject({
        modelSha256: 'a'.repeat(64),
        datasetSha256: 'b'.repeat(64),
        passbandVersion: '0.1.0',
      });
      expect(row.parametersSha256).toBe('f0df0319ae55ad11ff997984edb0094c4d0382f62c5d724c56ff1e89e8146706');
    });

    it('are listed newest first, in pages, by every filter', async () => {
      const model = await insert('a');
      const dataset = await test.store.datasets.insert(newDataset());
      const ids: string[] = [];
      for (let k = 0; k < 5; k += 1) ids.unshift((await startOne(test.store, {}, { model, dataset })).id);
      const other = await startOne(test.store, { method: 'PATH_SPECTRUM' });
      await test.store.measurements.cancel(ids[2] ?? '');
      const listed = async (filter: Parameters<typeof test.store.measurements.page>[0]['filter']) => {
        const seen: string[] = [];
        for (let after: string | undefined; ; ) {
          const page = await test.store.measurements.page({ first: 2, after, filter });
          seen.push(...page.edges.map((edge) => edge.node.id));
          if (!page.hasNextPage) {
            expect(page.totalCount).toBe(seen.length);
            return seen;
          }
          after = page.edges.at(-1)?.cursor;
        }
      };
      expect(await listed(undefined)).toEqual([other.id, ...ids]);
      expect(await listed({ model: model.id })).toEqual(ids);
      expect(await listed({ dataset: other.datasetId })).toEqual([other.id]);
      expect(await listed({ method: 'PATH_SPECTRUM' })).toEqual([other.id]);
      expect(await listed({ statuses: ['CANCELLED', 'FAILED'] })).toEqual([ids[2]]);
      expect(await listed({ statuses: [] })).toEqual([]);
      expect(await listed({ model: 'nonsense' })).toEqual([]);
    });

    it('that are unknown are null, empty or left alone', async () => {
      for (const id of [nowhere, 'nonsense']) {
        expect(await test.store.measurements.cancel(id)).toBeNull();
        expect(await test.store.measurements.retry(id)).toBeNull();
        expect(await test.store.measurements.byIds([id])).toEqual([]);
        await test.store.measurements.fail(id, 'x');
        await test.store.measurements.succeed(id, [], []);
      }
    });

    it('do not succeed unless they run', async () => {
      const { id, modelId } = await startOne(test.store);
      await test.store.measurements.succeed(id, [metric('accuracy', 1)], []);
      expect((await test.store.measurements.byIds([id]))[0]?.status).toBe('QUEUED');
      expect(await test.store.metrics.ofModels([modelId], { currentOnly: false })).toEqual([]);
    });

    it('fail with their reason, once', async () => {
      const { id } = await startOne(test.store);
      expect(await test.store.measurements.fail(id, 'first')).toBe(true);
      expect(await test.store.measurements.fail(id, 'second')).toBe(false);
      expect((await test.store.measurements.byIds([id]))[0]).toMatchObject({ status: 'FAILED', error: 'first' });
    });

    it('tell listeners of every change, after it is committed, until they leave', async () => {
      const heard: (string | null)[] = [];
      const leave = test.store.measurements.onChange((id) => heard.push(id));
      // Changes that other tests have made are announced before those of this one.
      const { id: earlier } = await startOne(test.store);
      await test.store.measurements.cancel(earlier);
      await expect.poll(() => heard.slice(-2)).toEqual([earlier, earlier]);
      heard.length = 0;
      const { id } = await startOne(test.store, { roundsTotal: 1 });
      await expect.poll(() => heard).toEqual([id]);
      await workOff(test.store);
      await expect.poll(() => heard).toEqual([id, id, id]);
      await test.store.measurements.succeed(id, [], []);
      await expect.poll(() => heard).toHaveLength(4);
      leave();
      const after: (string | null)[] = [];
      test.store.measurements.onChange(() => {
        throw new Error('one that fails keeps the others from nothing');
      });
      test.store.measurements.onChange((changed) => after.push(changed));
      const { id: other } = await startOne(test.store);
      await expect.poll(() => after).toEqual([other]);
      expect(heard).toHaveLength(4);
    });

    it('tell listeners that they were cancelled, once', async () => {
      const heard: (string | null)[] = [];
      test.store.measurements.onChange((changed) => heard.push(changed));
      const { id } = await startOne(test.store);
      await expect.poll(() => heard).toEqual([id]);
      for (const _ of ['first', 'second'])
        expect(await test.store.measurements.cancel(id)).toMatchObject({ status: 'CANCELLED' });
      const { id: other } = await startOne(test.store);
      await expect.poll(() => heard).toEqual([id, id, other]);
    });

    it('that are rolled back tell nobody', async () => {
      const heard: (string | null)[] = [];
      test.store.measurements.onChange((id) => heard.push(id));
      await test.database.kysely
        .transaction()
        .execute(async (transaction) => {
          await sql`select pg_notify('passband_measurement', 'ghost')`.execute(transaction);
          throw new Error('rolled back');
        })
        .catch(() => {});
      const { id } = await startOne(test.store);
      await expect.poll(() => heard).toEqual([id]);
    });
  });
});
