import type { PathRecord } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { PackedFloats } from './floats.ts';
import type { Tables } from './tables.ts';

/**
 * Stores paths in one statement: numbers as arrays that are unnested, ragged rows (spectra, curves, runs) cut out of one
 * long value by offset and length, which is some ten times faster than a parameter for each.
 */
export async function insertPaths(
  transaction: Kysely<Tables>,
  measurementId: string,
  paths: readonly PathRecord[],
): Promise<void> {
  const floats = new PackedFloats();
  const integers: number[] = [];
  const column = {
    between: [] as boolean[],
    direction: [] as number[],
    mostLikely: [] as number[],
    mostLikelyEnd: [] as number[],
    curveClasses: [] as number[],
    curveClassesEnd: [] as number[],
    hasCurves: [] as boolean[],
  };
  for (const path of paths) {
    floats.add(path.spectra.PERIODOGRAM);
    floats.add(path.spectra.MIRRORED);
    floats.add(path.spectra.DISTANCE_POWER);
    floats.add(joined(path.curves?.map((curve) => curve.probability) ?? []));
    column.between.push(path.classA !== path.classB);
    column.direction.push(path.direction ?? -1);
    column.mostLikely.push(integers.length + 1);
    for (const run of path.mostLikely) integers.push(run.classIndex, run.samples);
    column.mostLikelyEnd.push(integers.length);
    column.curveClasses.push(integers.length + 1);
    for (const curve of path.curves ?? []) integers.push(curve.classIndex);
    column.curveClassesEnd.push(integers.length);
    column.hasCurves.push(path.curves !== null);
  }
  const every4th = (values: readonly number[], from: number): number[] => values.filter((_, k) => k % 4 === from);
  const of = (key: 'classA' | 'classB' | 'round' | 'imageA' | 'imageB' | 'samples' | 'length' | 'consistentDistance') =>
    paths.map((path) => path[key]);
  const part = (name: string) =>
    sql`substring(${sql.ref('given.floats')} from ${sql.ref(`p.${name}_from`)} + 1 for ${sql.ref(`p.${name}_for`)})`;
  await sql`
    with given as materialized (select ${floats.bytes()}::bytea as floats, ${list(integers)}::int[] as integers)
    insert into paths (measurement_id, between_classes, class_a, class_b, direction, round, image_a, image_b, samples,
      length, consistent_distance, periodogram, mirrored, distance_power, most_likely, curve_classes, curves)
    select ${measurementId}::uuid, p.between_classes, p.class_a, p.class_b, p.direction, p.round, p.image_a, p.image_b,
      p.samples, p.length, p.consistent_distance, ${part('periodogram')}, ${part('mirrored')}, ${part('distance_power')},
      given.integers[p.runs_from:p.runs_to],
      case when p.has_curves then given.integers[p.classes_from:p.classes_to] end,
      case when p.has_curves then ${part('curves')} end
    from given, unnest(
      ${list(column.between)}::boolean[], ${list(of('classA'))}::int[], ${list(of('classB'))}::int[],
      ${list(column.direction)}::int[], ${list(of('round'))}::int[],
      ${list(of('imageA'))}::int[], ${list(of('imageB'))}::int[], ${list(of('samples'))}::int[], ${list(of('length'))}::float8[],
      ${list(of('consistentDistance'))}::int[],
      ${list(every4th(floats.offsets, 0))}::int[], ${list(every4th(floats.lengths, 0))}::int[],
      ${list(every4th(floats.offsets, 1))}::int[], ${list(every4th(floats.lengths, 1))}::int[],
      ${list(every4th(floats.offsets, 2))}::int[], ${list(every4th(floats.lengths, 2))}::int[],
      ${list(every4th(floats.offsets, 3))}::int[], ${list(every4th(floats.lengths, 3))}::int[],
      ${list(column.mostLikely)}::int[], ${list(column.mostLikelyEnd)}::int[],
      ${list(column.curveClasses)}::int[], ${list(column.curveClassesEnd)}::int[], ${list(column.hasCurves)}::boolean[]
    ) as p (between_classes, class_a, class_b, direction, round, image_a, image_b, samples, length,
      consistent_distance, periodogram_from, periodogram_for, mirrored_from, mirrored_for, distance_power_from, distance_power_for,
      curves_from, curves_for, runs_from, runs_to, classes_from, classes_to, has_curves)`.execute(transaction);
}

/** A list as PostgreSQL reads it: drivers write it value by value, several times as slowly. */
function list(values: readonly (number | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((length, row) => length + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
