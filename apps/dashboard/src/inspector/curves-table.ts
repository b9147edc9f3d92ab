import { type DataTable, numericColumns } from '../format/csv.ts';
import { type ClassRun, leaderAt } from '../plots/class-runs.ts';
import type { PathAxis } from '../plots/path-axis.ts';
import type { PanelRecord } from '../plots/path-panels.ts';

/** A row a model and sample: where it lies, the most likely class, and the probability of every class that is drawn. */
export function curvesTable(
  panels: readonly (PanelRecord & { name: string })[],
  axis: PathAxis,
  samples: number,
): DataTable {
  const drawn = new Map<number, ClassRun['class']>();
  for (const { curves } of panels) for (const curve of curves ?? []) drawn.set(curve.class.index, curve.class);
  const classes = [...drawn.values()].sort((a, b) => a.index - b.index);
  return {
    columns: [
      { name: 'Model' },
      ...numericColumns('Sample', axis.title),
      { name: 'Most likely class' },
      ...classes.map(({ name }) => ({ name, numeric: true })),
    ],
    rows: panels.flatMap(({ name, runs, curves }) =>
      Array.from({ length: samples }, (_, k) => [
        name,
        k,
        axis.at(k),
        leaderAt(runs, k)?.name,
        ...classes.map(({ index }) => curves?.find((curve) => curve.class.index === index)?.probability[k]),
      ]),
    ),
  };
}
