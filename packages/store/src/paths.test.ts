import type { PathRecord } from '@passband/engine';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Page } from './requests.ts';
import type { PathRow } from './rows.ts';
import { databases, useStore } from './testing/databases.ts';
import { claimOne, path, pathsOf, resultOf, startOne, tryClaim, workOff } from './testing/rows.ts';

const keys = (rows: readonly Pick<PathRecord, 'classA' | 'classB' | 'round'>[]): string[] =>
  rows.map((row) => `${row.classA}-${row.classB}:${row.round}`);

describe.each(databases)('paths on %s', (kind) => {
  const test = useStore(kind);

  /** A measurement of one round that holds these paths. */
  async function stored(record: PathRecord[]): Promise<string> {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 1 });
    const order = await claimOne(test.store);
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order, { record }))).toBe('live');
    return id;
  }
  async function streamed(id: string, upToRound?: number) {
    const rows: Omit<PathRow, 'curves' | 'mostLikely'>[] = [];
    for await (const row of test.store.paths.stream(id, { upToRound })) rows.push(row);
    return rows;
  }
  const list = async (id: string): Promise<PathRow[]> =>
    (await test.store.paths.page(id, { first: 100 })).edges.map((edge) => edge.node);

  it('come back exactly as they were posted, with curves and without', async () => {
    const odd = Float32Array.of(0.1, 1e-38, 3.4e38, -0, Math.fround(1 / 3), 1.401298464324817e-45);
    const record = [
      path({
        length: 0.1 + 0.2,
        samples: 3,
        spectra: { PERIODOGRAM: odd, MIRRORED: Float32Array.of(Number.POSITIVE_INFINITY), DISTANCE_POWER: odd },
        mostLikely: [
          { classIndex: 1, samples: 2 },
          { classIndex: 0, samples: 1 },
        ],
        curves: [
          { classIndex: 0, probability: Float32Array.of(0.1, 0.2, 0.9) },
          { classIndex: 1, probability: Float32Array.of(0.9, 0.8, 0.1) },
        ],
      }),
      path({ classA: 0, classB: 1, curves: [] }),
      path({ classA: 1, classB: 1, curves: null }),
    ];
    const id = await stored(record);
    const rows = await list(id);
    expect(rows.map(({ id: pathId, measurementId, ...row }) => row)).toEqual([record[0], record[2], record[1]]);
    expect(Object.is(rows[0]?.spectra.PERIODOGRAM[3], -0)).toBe(true);
    expect(rows.every((row) => row.measurementId === id && /^\d+$/.test(row.id))).toBe(true);
  });

  it('along directions have no second image, are in order of direction and paged through', async () => {
    const along = (fields: Partial<PathRecord>) => path({ imageB: null, length: 64, ...fields });
    const record = [0, 1].flatMap((classA) =>
      [0, 1, 2].map((direction) => along({ classA, classB: classA, direction })),
    );
    const id = await stored(record);
    const seen: PathRecord[] = [];
    for (let after: string | undefined; ; ) {
      const page = await test.store.paths.page(id, { first: 2, after });
      seen.push(...page.edges.map(({ node: { id: _, measurementId: of, ...rest } }) => rest));
      if (!page.hasNextPage) break;
      after = page.edges.at(-1)?.cursor;
    }
    expect(seen).toEqual(record);
    expect((await streamed(id)).map((row) => row.direction)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('may have no length', async () => {
    const [row] = await list(await stored([path({ length: null })]));
    expect(row?.length).toBeNull();
    expect(row).not.toHaveProperty('direction');
  });

  it('may have no sample at all', async () => {
    const none = new Float32Array(0);
    const empty = path({
      samples: 0,
      length: 0,
      consistentDistance: 0,
      spectra: { PERIODOGRAM: none, MIRRORED: none, DISTANCE_POWER: none },
      mostLikely: [],
      curves: [],
    });
    const [row] = await list(await stored([empty]));
    expect(row).toMatchObject(empty);
  });

  it('are found by id; other ids are of nothing', async () => {
    const rows = await list(await stored([path(), path({ classB: 1 })]));
    const ids = rows.map((row) => row.id);
    expect(await test.store.paths.byIds([...ids, '999999999', 'nonsense', '-1', ''])).toEqual(rows);
    expect(await test.store.paths.byIds([])).toEqual([]);
  });

  it('are listed within classes first, then by classes and round', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 3 });
    await workOff(test.store);
    expect(keys(await list(id))).toEqual([
      ...['0-0:0', '0-0:1', '0-0:2', '1-1:0', '1-1:1', '1-1:2'],
      ...['0-1:0', '0-1:1', '0-1:2'],
    ]);
  });

  it('are filtered by scope and classes', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 1 });
    await workOff(test.store);
    const listed = async (filter: Parameters<typeof test.store.paths.page>[1]) => {
      const page = await test.store.paths.page(id, filter);
      expect(page.totalCount).toBe(page.edges.length);
      return keys(page.edges.map((edge) => edge.node));
    };
    expect(await listed({ first: 9, scope: 'WITHIN_CLASS' })).toEqual(['0-0:0', '1-1:0']);
    expect(await listed({ first: 9, scope: 'BETWEEN_CLASS' })).toEqual(['0-1:0']);
    expect(await listed({ first: 9, classA: 0 })).toEqual(['0-0:0', '0-1:0']);
    expect(await listed({ first: 9, classB: 1 })).toEqual(['1-1:0', '0-1:0']);
    expect(await listed({ first: 9, classA: 1, classB: 0 })).toEqual([]);
  });

  it('are paged without gap or repetition while further rounds arrive', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 7 });
    const first = await claimOne(test.store);
    await test.store.queue.complete(first.id, first.lease, resultOf(first));
    const seen: string[] = [];
    let page: Page<PathRow> = await test.store.paths.page(id, { first: 2 });
    for (;;) {
      seen.push(...keys(page.edges.map((edge) => edge.node)));
      const order = await tryClaim(test.store);
      if (order !== null) await test.store.queue.complete(order.id, order.lease, resultOf(order));
      if (!page.hasNextPage) break;
      page = await test.store.paths.page(id, { first: 2, after: page.edges.at(-1)?.cursor });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((key) => key.endsWith(':0'))).toEqual(['0-0:0', '1-1:0', '0-1:0']);
    expect(page.totalCount).toBe(21);
  });

  it('refuse cursors of other listings', async () => {
    const id = await stored([path()]);
    for (const after of ['', 'nonsense', Buffer.from('[1,2,3,4]').toString('base64url')]) {
      await expect(test.store.paths.page(id, { first: 1, after })).rejects.toThrow(/cursor must be one/);
    }
  });

  it('have none of a measurement that is not there', async () => {
    expect(await test.store.paths.page('nonsense', { first: 5 })).toEqual({
      edges: [],
      hasNextPage: false,
      totalCount: 0,
    });
    expect(await streamed('nonsense')).toEqual([]);
    expect(await streamed('01a20912-1d3e-7000-9095-1d25785eee60')).toEqual([]);
  });

  it('stream in order of classes and round, up to a round', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 3 });
    await workOff(test.store);
    expect(keys(await streamed(id))).toEqual([
      ...['0-0:0', '0-0:1', '0-0:2', '0-1:0', '0-1:1', '0-1:2'],
      ...['1-1:0', '1-1:1', '1-1:2'],
    ]);
    expect(keys(await streamed(id, 2))).toEqual(['0-0:0', '0-0:1', '0-1:0', '0-1:1', '1-1:0', '1-1:1']);
    expect(await streamed(id, 0)).toEqual([]);
  });

  it('stream more than a page of them, of one group or of many', async () => {
    const record = Array.from({ length: 4100 }, (_, k) => path({ classA: k, classB: k }));
    const id = await stored(record);
    expect((await streamed(id)).map((row) => row.classA)).toEqual(record.map((row) => row.classA));
    const { id: long } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 2100 });
    await workOff(test.store);
    const rounds = Array.from({ length: 2100 }, (_, round) => round);
    expect(keys(await streamed(long))).toEqual(
      ['0-0', '0-1', '1-1'].flatMap((group) => rounds.map((round) => `${group}:${round}`)),
    );
  });

  it('stream exactly what is listed but curves, each with its own of spectra of unequal length', async () => {
    const odd = Float32Array.of(0.1, 1e-38, Number.POSITIVE_INFINITY, -0);
    const spectra = (mirrored: number) => ({
      ...{ PERIODOGRAM: odd, DISTANCE_POWER: new Float32Array(0), MIRRORED: new Float32Array(mirrored).fill(mirrored) },
    });
    const id = await stored([
      path({ length: 0.1 + 0.2, spectra: spectra(2) }),
      path({ classB: 1, length: null, samples: 0, spectra: spectra(0), curves: [] }),
      path({ classA: 1, classB: 1, direction: 0, imageB: null, imageA: 2 ** 31 - 1, spectra: spectra(7) }),
      path({ classA: 1, classB: 1, direction: 1, imageB: null, spectra: spectra(1) }),
    ]);
    const listed = await test.store.paths.byIds((await list(id)).map((row) => row.id));
    expect(await streamed(id)).toEqual(listed.map(({ curves, mostLikely, ...row }) => row));
  });

  it('stream with the spectra of the estimators that are asked for', async () => {
    const id = await stored([path(), path({ classB: 1 })]);
    const [first] = await list(id);
    const read = [];
    for await (const { spectra } of test.store.paths.stream(id, { estimators: ['MIRRORED'] })) read.push(spectra);
    expect(read).toHaveLength(2);
    expect(read[0]).toEqual({ MIRRORED: first?.spectra.MIRRORED });
  });

  it('stream balanced over the groups: rounds that arrive meanwhile are left out', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 3 });
    const first = await claimOne(test.store);
    await test.store.queue.complete(first.id, first.lease, resultOf(first));
    const rows: string[] = [];
    for await (const row of test.store.paths.stream(id)) {
      if (rows.length === 0) await workOff(test.store);
      rows.push(...keys([row]));
    }
    expect(rows).toEqual(['0-0:0', '0-1:0', '1-1:0']);
    expect(await streamed(id)).toHaveLength(9);
  });

  it('stream the rounds that are there though an earlier shard is still out', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 3 });
    await claimOne(test.store);
    const second = await claimOne(test.store, { id: 'b' });
    await test.store.queue.complete(second.id, second.lease, resultOf(second));
    const { firstRound, roundCount } = second.shard;
    expect(firstRound).toBe(1);
    const rounds = Array.from({ length: roundCount }, (_, k) => firstRound + k);
    expect([...new Set((await streamed(id)).map((row) => row.round))]).toEqual(rounds);
  });

  it('are unique by group and round: a shard posted under another id cannot double them', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 1 });
    const order = await claimOne(test.store);
    await test.store.queue.complete(order.id, order.lease, resultOf(order));
    await sql`update shards set state = 'LEASED' where id = ${order.id}`.execute(test.database.kysely);
    await expect(test.store.queue.complete(order.id, order.lease, resultOf(order))).rejects.toThrow(/unique/);
    expect(await list(id)).toHaveLength(pathsOf(order).length);
  });

  it('go with their measurement when it is deleted', async () => {
    const id = await stored([path()]);
    await sql`delete from measurements where id = ${id}`.execute(test.database.kysely);
    expect(await list(id)).toEqual([]);
  });
});
