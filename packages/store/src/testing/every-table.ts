import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { SavedTable } from '../backup/saved-tables.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';
import { claimOne, metric, newDataset, newModel, path, resultOf, startOne, workOff } from './rows.ts';

const content = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};

/** Rows in every table that is saved, odd values among them, three files, a shard that is done and one that is leased. */
export async function fillEveryTable(store: Store, { kysely }: { kysely: Kysely<Tables> }): Promise<void> {
  const blob = await store.blobs.put(content(randomBytes(3_000_000)));
  const images = await store.blobs.put(content(Buffer.from('images')));
  const empty = await store.blobs.put(content(new Uint8Array(0)));
  const model = await store.models.insert(
    newModel({
      sha256: blob.sha256,
      sizeBytes: blob.sizeBytes,
      feed: { inputMean: [0.1, 1 / 3], inputStd: [1e-300, 5e-324], inputScale: 'BYTE', inputLayout: 'NHWC' },
      tags: [
        { key: 'quote " \\ \' and tab \t', value: 'line\nbreak\r\n☃ 🦜 \u0001 \u2028' },
        { key: 'empty', value: '' },
      ],
    }),
  );
  const dataset = await store.datasets.insert(
    newDataset({ canonicalSha256: images.sha256, sha256: empty.sha256, classes: [{ name: '{"a,b"}', imageCount: 0 }] }),
  );
  const of = { model, dataset };
  await store.classDiversities.put(dataset.id, 'diversity', [0.1, null, 1e21]);
  for (const method of ['EVALUATION', 'JACOBIAN_NORM', 'FOURIER_HEAT_MAP', 'NOISE_FITTING'] as const) {
    const { id } = await startOne(store, { method, roundsTotal: 1, warnings: ['", }', ''] }, of);
    await workOff(store);
    await store.measurements.succeed(id, [metric(`m ${method}`, 0.1 + 0.2)], []);
  }
  await startOne(
    store,
    { method: 'PATH_SPECTRUM', roundsTotal: 20, idempotencyKey: 'key', parameters: '{"seed": 0}' },
    of,
  );
  const order = await claimOne(store);
  const record = [
    path({ curves: [{ classIndex: 1, probability: Float32Array.of(0.25, 0.75, 1, 0) }] }),
    path({ classA: 1, classB: 1, length: Number.MAX_VALUE }),
    path({ classB: 1, length: 4.000000000000001, mostLikely: [] }),
  ];
  await store.queue.complete(order.id, order.lease, { ...resultOf(order), record });
  await claimOne(store);
  await store.metrics.record(model.id, null, [
    { name: 'a', value: -0, standardError: null, lower: 1e-320, upper: 1.7976931348623157e308 },
  ]);
  await store.tokens.create({ name: 'notebook', role: 'VIEWER', sha256: 'd'.repeat(64), expiresAt: new Date(1) });
  await store.uploads.create({ fileName: 'a b', sizeBytes: 5, sha256: null, expiresAt: new Date(Date.now() + 1e9) });
  await sql`update metrics set standard_error = 'NaN', lower = '-Infinity', upper = 'Infinity' where name = 'm EVALUATION'`.execute(
    kysely,
  );
  await sql`update noise_fittings set train_losses = '{NaN,NULL,Infinity,-0}'`.execute(kysely);
  await sql`update shards set lease_until = now() + interval '1 microsecond' where state = 'LEASED'`.execute(kysely);
}

/** A row's columns as PostgreSQL's texts. */
export type TextRow = Record<string, string | null>;

/** Every row of tables, in an order of their own. */
export async function everyRow(
  kysely: Kysely<Tables>,
  tables: readonly SavedTable[],
): Promise<Record<string, TextRow[]>> {
  const all: Record<string, TextRow[]> = {};
  for (const { name, columns } of tables) {
    const texts = sql.join(columns.map((column) => sql`${sql.lit(column.name)}, ${sql.ref(column.name)}::text`));
    const { rows } = await sql<{ row: string }>`
      select json_build_object(${texts})::text as row from ${sql.table(name)}`.execute(kysely);
    all[name] = rows
      .map(({ row }) => row)
      .sort()
      .map((row): TextRow => JSON.parse(row));
  }
  return all;
}
