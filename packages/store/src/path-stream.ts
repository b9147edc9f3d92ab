import type { SpectrumEstimator } from '@passband/engine';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { unpackFloats } from './floats.ts';
import { isId } from './ids.ts';
import type { StreamedPath } from './rows.ts';
import type { Tables } from './tables.ts';

/** Paths that are held at once. */
const pageSize = 2_000;

const columns: Readonly<Record<SpectrumEstimator, string>> = {
  PERIODOGRAM: 'periodogram',
  MIRRORED: 'mirrored',
  DISTANCE_POWER: 'distance_power',
};
export const everyEstimator: readonly SpectrumEstimator[] = ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'];

/** Paths of one group that stand together on a page: the numbers of each, and their spectra end to end. */
type StoredGroup = { class_a: number; class_b: number; direction: number; numbers: Uint8Array } & Record<
  SpectrumEstimator,
  Uint8Array
>;

/**
 * Page by page, so that neither a connection nor all rows are held. The rounds that are complete are looked up once, at the
 * start: a shard that comes in meanwhile would be in the later groups only. The database puts a group's paths into one row,
 * and sends only the spectra that are asked for: rows and values cost more than the bytes in them.
 */
export async function* streamPaths<E extends SpectrumEstimator>(
  kysely: Kysely<Tables>,
  measurementId: string,
  estimators: readonly E[],
  upToRound = 2 ** 31 - 1,
): AsyncGenerator<StreamedPath<E>> {
  if (!isId(measurementId)) return;
  const rounds = await completeRounds(kysely, measurementId, upToRound);
  if (rounds.length === 0) return;
  const inRounds = sql.join(
    rounds.map(([from, to]) => sql`(p.round >= ${from}::int and p.round < ${to}::int)`),
    sql` or `,
  );
  let last = { classA: -1, classB: -1, direction: -1, round: -1 };
  for (;;) {
    const { rows } = await sql<StoredGroup>`
      select class_a, class_b, direction, string_agg(${numbersOf(estimators)}, '' order by round) as numbers,
        ${sql.join(estimators.map((one) => sql`string_agg(${sql.ref(columns[one])}, '' order by round) as ${sql.ref(one)}`))}
      from (
        select * from paths p where p.measurement_id = ${measurementId} and (${inRounds})
          and (p.class_a, p.class_b, p.direction, p.round)
            > (${last.classA}::int, ${last.classB}::int, ${last.direction}::int, ${last.round}::int)
        order by p.class_a, p.class_b, p.direction, p.round limit ${pageSize}) p
      group by class_a, class_b, direction order by class_a, class_b, direction`.execute(kysely);
    let count = 0;
    for (const row of rows)
      for (const path of pathsOf(row, measurementId, estimators)) {
        yield path;
        count++;
        last = { ...path, direction: row.direction };
      }
    if (count < pageSize) return;
  }
}

/** A path's numbers as bytes, big-endian: its id and length of 8 bytes each, then integers of 4. */
function numbersOf(estimators: readonly SpectrumEstimator[]): RawBuilder<unknown> {
  const integers = [
    ...['round', 'image_a', 'coalesce(image_b, -1)', 'samples', 'consistent_distance'],
    ...estimators.map((one) => `octet_length(${columns[one]})`),
  ];
  return sql.raw(
    `int8send(id) || float8send(coalesce(length, 'NaN')) || ${integers.map((one) => `int4send(${one})`).join(' || ')}`,
  );
}

function* pathsOf<E extends SpectrumEstimator>(
  row: StoredGroup,
  measurementId: string,
  estimators: readonly E[],
): Generator<StreamedPath<E>> {
  const { class_a: classA, class_b: classB, direction, numbers } = row;
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const spectra = estimators.map((estimator) => ({ estimator, values: unpackFloats(row[estimator]), at: 0 }));
  const next = (bytes: number): Float32Array[] =>
    spectra.map((one, k) => {
      const from = one.at;
      one.at += view.getInt32(bytes + 4 * k) / Float32Array.BYTES_PER_ELEMENT;
      return one.values.subarray(from, one.at);
    });
  const pathBytes = 36 + 4 * estimators.length;
  for (let at = 0; at < numbers.byteLength; at += pathBytes) {
    const [imageB, length] = [view.getInt32(at + 24), view.getFloat64(at + 8)];
    const own = next(at + 36);
    yield {
      id: view.getBigInt64(at).toString(),
      ...{ measurementId, classA, classB },
      ...(direction >= 0 && { direction }),
      round: view.getInt32(at + 16),
      imageA: view.getInt32(at + 20),
      imageB: imageB < 0 ? null : imageB,
      samples: view.getInt32(at + 28),
      length: Number.isNaN(length) ? null : length,
      consistentDistance: view.getInt32(at + 32),
      spectra: Object.fromEntries(estimators.map((estimator, k) => [estimator, own[k]])) as Record<E, Float32Array>,
    };
  }
}

/** Rounds whose paths are all stored, as ranges [from, to), neighbours joined. */
export async function completeRounds(
  kysely: Kysely<Tables>,
  measurementId: string,
  end: number,
): Promise<[number, number][]> {
  const { rows } = await sql<{ from: number; to: number }>`
    select first_round as from, least(first_round + round_count, ${end}::int) as to from shards
    where measurement_id = ${measurementId} and state = 'DONE' and first_round < ${end}::int
    order by first_round`.execute(kysely);
  const ranges: [number, number][] = [];
  for (const { from, to } of rows) {
    const before = ranges.at(-1);
    if (before !== undefined && before[1] === from) before[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}
