import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { measurementPage, measurementPagesOfModels } from './measurement-pages.ts';
import { metrics } from './metrics.ts';
import { alone, migrate } from './migrate.ts';
import { models } from './models.ts';
import { paths } from './paths.ts';
import type { Tables } from './tables.ts';
import { useDatabaseUrls } from './testing/database-urls.ts';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

/** So many that an index is the better way; of some of the measurements there are 80 paths each. */
const MODELS = 2_000;
const MEASUREMENTS = 4_000;
const MEASURED = 400;
const id = (kind: number, k: string) => `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${k}), 12, '0'))::uuid`;
const idOf = (kind: number, k: number): string => `0000000${kind}-0000-7000-8000-${k.toString(16).padStart(12, '0')}`;
const DATASET = idOf(0, 1);
const everyModel = Array.from({ length: MODELS }, (_, k) => idOf(1, k));

const FILL = `
insert into datasets (id, name, sha256, canonical_sha256, image_count, class_names, class_image_counts)
  select ${id(0, 'k')}, 'dataset ' || k, 'a', 'a', 1, '{}', '{}' from generate_series(0, 1) k;
insert into models (id, name, format, input_scale)
  select ${id(1, 'k')}, 'model ' || k, 'ONNX', 'UNIT' from generate_series(0, ${MODELS - 1}) k;
insert into model_tags (model_id, position, key, value)
  select ${id(1, 'k')}, p, 'key ' || p, (k % (3 + p))::text from generate_series(0, ${MODELS - 1}) k, generate_series(0, 1) p;
insert into metrics (id, model_id, dataset_id, name, value)
  select gen_random_uuid(), ${id(1, 'k')}, ${id(0, 'd')}, 'metric ' || p, random()
  from generate_series(0, ${MODELS - 1}) k, generate_series(0, 1) d, generate_series(0, 3) p;
insert into measurements (id, method, status, model_id, dataset_id, seed, parameters, parameters_sha256, runtime_asked,
    passband_version, dataset_sha256, priority, warnings, rounds_total, rounds_done, images_total, created_at)
  select ${id(2, 'k')}, 'PATH_SPECTRUM', 'SUCCEEDED', ${id(1, `k % ${MODELS}`)}, ${id(0, 'k % 2')}, 0, '{}', 'a', 'auto', '0', 'a', 0, '{}',
    10, 10, 100, now() - k * interval '1 minute' from generate_series(0, ${MEASUREMENTS - 1}) k;
insert into shards (id, measurement_id, number, first_round, round_count, state)
  select gen_random_uuid(), ${id(2, 'k')}, 0, 0, 10, 'DONE' from generate_series(0, ${MEASUREMENTS - 1}) k;
insert into paths (measurement_id, between_classes, class_a, class_b, round, image_a, image_b, samples, length,
    consistent_distance, periodogram, mirrored, distance_power, most_likely)
  select ${id(2, 'k')}, g > 3, g % 4, case when g > 3 then 5 else g % 4 end, r, 0, 1, 8, 8, 8, b, b, b, '{}'
  from generate_series(0, ${MEASURED - 1}) k, generate_series(0, 9) r, generate_series(0, 7) g,
    decode(repeat('00', 20), 'hex') b;
analyze;`;

type Read = (kysely: Kysely<Tables>) => Promise<unknown>;

/** `seldom`: tables that must not be read whole. */
const READS: { name: string; read: Read; indices: string[]; seldom: string[] }[] = [
  {
    name: 'a page of a cell’s paths, from the middle of them',
    async read(kysely) {
      const asked = { first: 3, classA: 2, classB: 5 };
      const { edges } = await paths(kysely).page(idOf(2, 7), asked);
      return paths(kysely).page(idOf(2, 7), { ...asked, after: edges.at(-1)?.cursor });
    },
    indices: ['paths_'],
    seldom: ['paths'],
  },
  {
    name: 'all paths of a measurement',
    read: async (kysely) => {
      let count = 0;
      for await (const _ of paths(kysely).stream(idOf(2, 7), { estimators: ['PERIODOGRAM'] })) count++;
      expect(count).toBe(80);
    },
    indices: ['paths_once', 'shards_'],
    seldom: ['paths', 'shards'],
  },
  {
    name: 'paths by their ids',
    read: (kysely) => paths(kysely).byIds(['1', '17', '30000']),
    indices: ['paths_pkey'],
    seldom: ['paths'],
  },
  {
    name: 'measurements of one model',
    read: (kysely) => measurementPage(kysely, { first: 100, filter: { model: idOf(1, 5) } }),
    indices: ['measurements_model'],
    seldom: ['measurements', 'shards'],
  },
  {
    name: 'measurements of each of a page of models',
    read: (kysely) => measurementPagesOfModels(kysely, everyModel.slice(0, 20), { first: 3 }),
    indices: ['measurements_model'],
    seldom: ['shards'],
  },
  {
    name: 'the best models by a metric, above a bound',
    read: (kysely) =>
      models(kysely).page({
        first: 10,
        filter: { metric: { name: 'metric 1', gte: 0.9 } },
        orderBy: { by: 'METRIC', metric: 'metric 1', direction: 'DESC' },
      }),
    indices: ['metrics_'],
    seldom: ['metrics'],
  },
  {
    name: 'current metrics of a few models',
    read: (kysely) =>
      metrics(kysely).currentColumns(everyModel.slice(0, 20), { names: ['metric 0', 'metric 1'], datasetId: DATASET }),
    indices: ['metrics_latest'],
    seldom: ['metrics'],
  },
];

describe('plans of the heaviest reads, on PostgreSQL', () => {
  const urls = useDatabaseUrls('PostgreSQL');
  const asked: CompiledQuery[] = [];
  let kysely: Kysely<Tables> | null = null;
  beforeEach(async () => {
    if (kysely) return;
    const pool = new pg.Pool({ connectionString: await urls.next() });
    // Its server may be stopped before it.
    pool.on('error', () => {});
    const opened = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query }) => void asked.push(query),
    });
    await alone(opened, (connection) => migrate(connection));
    await sql.raw(FILL).execute(opened);
    kysely = opened;
  });
  afterAll(() => kysely?.destroy());

  /** The nodes of the plans of all statements of a read. */
  async function nodesOf(read: Read): Promise<Plan[]> {
    if (!kysely) throw new Error('the database is opened before the first test');
    asked.length = 0;
    await read(kysely);
    const queries = [...asked];
    expect(queries.length).toBeGreaterThan(0);
    const plans: Plan[] = [];
    for (const { sql: text, parameters } of queries) {
      const { rows } = await kysely.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]),
      );
      for (const { Plan: plan } of rows[0]?.['QUERY PLAN'] ?? []) plans.push(...nodes(plan));
    }
    return plans;
  }

  it.each(READS)('$name: found by an index', async ({ read, indices, seldom }) => {
    const plans = await nodesOf(read);
    const used = plans.flatMap((node) => node['Index Name'] ?? []);
    for (const index of indices) expect(used.filter((name) => name.startsWith(index))).not.toEqual([]);
    const whole = plans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
    for (const table of seldom) expect(whole).not.toContain(table);
  });

  it('would be told: a read without an index is seen as one', async () => {
    const whole = await nodesOf((of) => sql`select from paths where samples = 7`.execute(of));
    expect(whole.map((node) => [node['Node Type'], node['Relation Name']])).toContainEqual(['Seq Scan', 'paths']);
  });
});

function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}
