import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PathRecord } from '@passband/engine';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finish } from '../../apps/server/src/results/finish.ts';
import { PathResults } from '../../apps/server/src/results/path-results.ts';
import type { Database } from '../../packages/store/src/database.ts';
import { lockFolder } from '../../packages/store/src/folder-lock.ts';
import type { Store } from '../../packages/store/src/index.ts';
import { storeOn } from '../../packages/store/src/open-store.ts';
import { isOfSecond } from '../../packages/store/src/testing/copies.ts';
import { databases, useDatabases } from '../../packages/store/src/testing/databases.ts';
import { newMeasurement } from '../../packages/store/src/testing/rows.ts';
import { type Filled, fill } from './fill.ts';
import { type Recording, recordTemplates } from './templates.ts';

const ROUNDS = 2;
const PATHS = 55 * ROUNDS;

let recording: Recording;
beforeAll(async () => {
  const workFolder = await mkdtemp(join(tmpdir(), 'passband-test-'));
  recording = await recordTemplates(ROUNDS, workFolder);
  await rm(workFolder, { recursive: true, force: true });
});

const refuse = () => Promise.reject(new Error('a path spectrum makes no network'));

describe.each(databases)('a database that was filled, on %s', (kind) => {
  const { open } = useDatabases(kind);
  let database: Database;
  let store: Store;
  let filled: Filled;
  let folder = '';
  beforeEach(async () => {
    if (folder !== '') return;
    folder = await mkdtemp(join(tmpdir(), 'passband-test-'));
    database = await open();
    store = await storeOn(database, { dataFolder: folder }, () => {}, await lockFolder(folder));
    filled = await fill({ store, database }, { models: 40, measurements: 5 }, recording);
  });
  afterAll(async () => {
    await store?.close();
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  it('holds the models, and of each measurement the paths of every group in every round', async () => {
    const { totalCount } = await store.models.page({ first: 1 });
    expect(totalCount).toBe(40);
    expect(filled.measurementIds).toHaveLength(5);
    for (const id of filled.measurementIds) {
      expect((await store.paths.page(id, { first: 1 })).totalCount).toBe(PATHS);
      expect(await store.paths.leadingRounds(id)).toBe(ROUNDS);
    }
  });

  it('holds of a copy the very rows that the store makes of the same records', async () => {
    const [first = '', second = '', , copy = ''] = filled.measurementIds;
    const own = { place: 1, share: 37 };
    const ofSecond = new Map((await recordsOf(store, second)).map((path) => [keyOf(path), path]));
    const records = (await recordsOf(store, first)).map((path) =>
      isOfSecond(path, own) ? (ofSecond.get(keyOf(path)) ?? path) : path,
    );
    expect(records.filter((path) => isOfSecond(path, own)).length).toBeGreaterThan(10);
    const again = await stored(store, copy, records);
    const columns = sql.raw(await columnsOf(database));
    const { rows } = await sql<{ here: number; only: number }>`
      with a as (select ${columns} from paths where measurement_id = ${copy}),
        b as (select ${columns} from paths where measurement_id = ${again})
      select (select count(*)::int from a) as here,
        (select count(*)::int from ((table a except table b) union all (table b except table a)) d) as only`.execute(
      database.kysely,
    );
    expect(rows).toEqual([{ here: PATHS, only: 0 }]);
  });

  it('has of a copy the metrics that its stored paths give', async () => {
    const id = filled.measurementIds.at(-1) ?? '';
    const [row] = await store.measurements.byIds([id]);
    if (!row) throw new Error('the copy should be there');
    const before = await metricsOf(store, row.modelId, id);
    await sql`delete from metrics where measurement_id = ${id}`.execute(database.kysely);
    await sql`update measurements set status = 'RUNNING' where id = ${id}`.execute(database.kysely);
    await finish(store, new PathResults(store), refuse, row);
    expect(before).toHaveLength(6);
    expect(await metricsOf(store, row.modelId, id)).toEqual(before);
  });
});

const keyOf = ({ classA, classB, round }: PathRecord): string => `${classA}/${classB}/${round}`;

async function recordsOf(store: Store, id: string): Promise<PathRecord[]> {
  const records: PathRecord[] = [];
  let after: string | undefined;
  do {
    const page = await store.paths.page(id, { first: 100, after });
    records.push(...page.edges.map(({ node }) => node));
    after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
  } while (after !== undefined);
  return records;
}

/** A measurement like another one, of these records, by way of the queue. */
async function stored(store: Store, like: string, records: readonly PathRecord[]): Promise<string> {
  const [row] = await store.measurements.byIds([like]);
  if (!row) throw new Error('the copy should be there');
  const { method, seed, parameters, roundsTotal, imagesExpected: imagesTotal } = row;
  const of = { model: { id: row.modelId }, dataset: { id: row.datasetId } };
  const { measurement } = await store.measurements.start(
    newMeasurement(of, { method, seed, parameters, roundsTotal, imagesTotal }),
  );
  const runtimes = [{ name: 'onnx/cpu', available: true, device: null, reason: null }];
  const worker = { id: 'test', host: 'test', imagesPerSecond: 1000, runtimes };
  for (let order = await store.queue.claim(worker, 60_000, () => true); order; ) {
    const { firstRound, roundCount } = order.shard;
    const record = records.filter(({ round }) => round >= firstRound && round < firstRound + roundCount);
    await store.queue.complete(order.id, order.lease, {
      ...{ method: 'PATH_SPECTRUM', runtime: order.runtime, device: 'test', output: 'LOGITS', record },
      ...{ imagesEvaluated: 1, seconds: 1 },
    });
    order = await store.queue.claim(worker, 60_000, () => true);
  }
  return measurement.id;
}

/** All of `paths` but the row's own id and its measurement. */
async function columnsOf({ kysely }: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = 'paths'::regclass and attnum > 0 and not attisdropped
      and attname not in ('id', 'measurement_id')`.execute(kysely);
  return rows.map(({ name }) => name).join(', ');
}

async function metricsOf(store: Store, modelId: string, measurementId: string) {
  const rows = await store.metrics.ofModels([modelId], { currentOnly: false });
  return rows
    .filter((row) => row.measurementId === measurementId)
    .map(({ name, value, standardError, lower, upper }) => ({ name, value, standardError, lower, upper }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
