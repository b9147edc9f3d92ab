import { type DataTable, numericColumns } from '../format/csv.ts';
import type { Estimator } from '../model/estimator.ts';
import type { InspectedPath } from './documents.ts';
import { isExcluded } from './paths.ts';

/** A cell's paths with what their ribbons show, in the order shown. */
export function pathsTable(paths: readonly InspectedPath[], estimator: Estimator): DataTable {
  return {
    columns: [
      ...numericColumns('First image', 'Last image', 'Samples', 'Length', 'Fraction', 'Consistent distance'),
      { name: 'Most likely class, for so many samples' },
    ],
    rows: paths.map((path) => [
      path.imageA.index,
      path.imageB?.index,
      path.samples,
      path.length,
      isExcluded(path) ? null : path[estimator],
      path.consistentDistance,
      path.mostLikely.map((run) => `${run.class.name} ${run.samples}`).join(', '),
    ]),
  };
}
