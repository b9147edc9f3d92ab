import type { ClassCurve, ClassRun } from '@passband/engine';
import type { Selectable } from 'kysely';
import { unpackFloats } from './floats.ts';
import type { PathRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** A row of `paths` as queries read it: the id as text, as the store hands it out. */
export type StoredPath = Omit<Selectable<Tables['paths']>, 'id' | 'between_classes'> & { id: string };

export function toPath(row: StoredPath): PathRow {
  return {
    id: row.id,
    measurementId: row.measurement_id,
    classA: row.class_a,
    classB: row.class_b,
    ...(row.direction >= 0 && { direction: row.direction }),
    round: row.round,
    imageA: row.image_a,
    imageB: row.image_b,
    samples: row.samples,
    length: row.length,
    consistentDistance: row.consistent_distance,
    spectra: {
      PERIODOGRAM: unpackFloats(row.periodogram),
      MIRRORED: unpackFloats(row.mirrored),
      DISTANCE_POWER: unpackFloats(row.distance_power),
    },
    mostLikely: runs(row.most_likely),
    curves: curves(row),
  };
}

/** Class and number of samples, one after another. */
function runs(flat: readonly number[]): ClassRun[] {
  return Array.from({ length: flat.length / 2 }, (_, k) => ({ classIndex: flat[2 * k]!, samples: flat[2 * k + 1]! }));
}

function curves(row: StoredPath): ClassCurve[] | null {
  if (row.curve_classes === null || row.curves === null) return null;
  const values = unpackFloats(row.curves);
  return row.curve_classes.map((classIndex, k) => ({
    classIndex,
    probability: values.slice(k * row.samples, (k + 1) * row.samples),
  }));
}
