import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** A measurement that is made of the paths of two others, which measured the same pairs of images. */
export interface Copy {
  id: string;
  modelId: string;
  /** Which of many, from 0 on. */
  place: number;
  /** Of a hundred of its paths so many are the second's. */
  share: number;
}

/** Measurements of equal parameters and seed whose rounds are all stored. */
export interface Templates {
  first: string;
  second: string;
}

interface PathPlace {
  classA: number;
  classB: number;
  round: number;
}

/** Whether a path of a copy is the second template's. */
export function isOfSecond(
  { classA, classB, round }: PathPlace,
  { place, share }: Omit<Copy, 'id' | 'modelId'>,
): boolean {
  return (7 * classA + 13 * classB + 31 * round + 17 * place) % 100 < share;
}

const columns = sql.raw(
  [
    'between_classes, class_a, class_b, direction, round, image_a, image_b, samples, length, consistent_distance',
    'periodogram, mirrored, distance_power, most_likely, curve_classes, curves',
  ].join(', '),
);

/**
 * Stores copies within the database: RUNNING with all rounds stored, so that finishing them is left. Their rows are those that
 * workers' results would have given, in the order of rounds.
 */
export async function insertCopies(
  kysely: Kysely<Tables>,
  { first, second }: Templates,
  copies: readonly Copy[],
): Promise<void> {
  const given = sql`unnest(${copies.map(({ id }) => id)}::uuid[], ${copies.map(({ modelId }) => modelId)}::uuid[],
    ${copies.map(({ place }) => place)}::int[], ${copies.map(({ share }) => share)}::int[]) as c (id, model_id, place, share)`;
  await kysely.transaction().execute(async (transaction) => {
    await sql`insert into measurements select r.* from measurements t, ${given} join models m on m.id = c.model_id,
      lateral jsonb_populate_record(t, jsonb_build_object('id', c.id, 'status', 'RUNNING', 'finished_at', null,
        'idempotency_key', null, 'model_id', c.model_id, 'model_sha256', m.sha256,
        'created_at', t.created_at - (100000 - c.place) * interval '1 minute',
        'started_at', t.created_at - (100000 - c.place) * interval '1 minute')) r
      where t.id = ${first}`.execute(transaction);
    await sql`insert into shards select r.* from shards t, ${given},
      lateral jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'measurement_id', c.id)) r
      where t.measurement_id = ${first} order by c.place, t.number`.execute(transaction);
    await sql`insert into paths (measurement_id, ${columns})
      select c.id, ${columns} from paths p, ${given}
      where p.measurement_id in (${first}, ${second}) and (p.measurement_id = ${second})
        = ((7 * p.class_a + 13 * p.class_b + 31 * p.round + 17 * c.place) % 100 < c.share)
      order by c.place, p.round, p.class_a, p.class_b`.execute(transaction);
  });
}
