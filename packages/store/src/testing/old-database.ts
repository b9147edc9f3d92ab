import { sql } from 'kysely';
import type { Blob } from '../blob-files.ts';
import { touch } from '../blob-parts.ts';
import type { Database } from '../database.ts';
import { alone, migrate } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';

/** What the first version stored of a measurement with a path. */
const oldRows = sql`with m as (insert into models (id, name, format, input_scale)
    values (gen_random_uuid(), 'a', 'ONNX', 'UNIT') returning id),
  d as (insert into datasets (id, name, image_count, class_names, class_image_counts)
    values (gen_random_uuid(), 'd', 2, '{x}', '{2}') returning id),
  one as (insert into measurements (id, method, model_id, dataset_id, seed, parameters, parameters_sha256,
    runtime_asked, passband_version, dataset_sha256, priority, warnings, rounds_total, images_total)
    select gen_random_uuid(), 'PATH_SPECTRUM', m.id, d.id, 0, '{}', '', 'auto', '0', '', 0, '{}', 1, 4 from m, d returning id),
  s as (insert into shards (id, measurement_id, number, first_round, round_count, state)
    select gen_random_uuid(), id, 0, 0, 1, 'DONE' from one)
  insert into paths (measurement_id, between_classes, class_a, class_b, round, image_a, image_b, samples, length,
    consistent_distance, periodogram, mirrored, distance_power, most_likely)
    select id, false, 0, 0, k, 0, 1, 4, 2.5, 4, '', '', '', '{0,4}' from one, generate_series(1, 200) k`;

/** Brings an empty database to the first version, with a measurement of 200 paths and the row of a model's file, and closes it. */
export async function madeOld(database: Database, file?: Blob): Promise<void> {
  await alone(database.kysely, (connection) => migrate(connection, migrations.slice(0, 1)));
  await oldRows.execute(database.kysely);
  if (file !== undefined) {
    await touch(database.kysely, file);
    await sql`update models set sha256 = ${file.sha256}, size_bytes = ${file.sizeBytes}`.execute(database.kysely);
  }
  await database.close();
}
