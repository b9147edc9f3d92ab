import { type DataTable, numericColumns } from '../format/csv.ts';
import type { ForestColumn } from '../plots/forest.ts';
import { type Difference, pairsOf } from './differences.ts';
import { fractionKeys, type MetricKey } from './records.ts';
import type { EstimatorKind } from './state.ts';
import { tagWords } from './tags.ts';

/** The within-class fraction by each estimator that is shown; named where there are two. */
export function withinKeys(estimator: EstimatorKind): { key: MetricKey; estimator: string }[] {
  if (estimator === 'mirrored') return [{ key: 'withinMirrored', estimator: '' }];
  if (estimator === 'periodogram') return [{ key: 'within', estimator: '' }];
  return [
    { key: 'within', estimator: 'periodogram' },
    { key: 'withinMirrored', estimator: 'mirrored' },
  ];
}

/** The columns of the differences: fractions by the estimator or by both, and accuracy where there is room for it. */
export function forestColumns(rows: readonly Difference[], estimator: EstimatorKind): ForestColumn[] {
  const column = (key: MetricKey, title: string, note: string, scale: string): ForestColumn => ({
    title,
    note,
    scale,
    factor: key === 'accuracy' ? 100 : 1,
    least: key === 'accuracy' ? 2 : 4,
    effects: rows.map(({ effects }) => effects[key]),
  });
  const directions = 'left of 0: lower';
  if (estimator === 'both') {
    return [
      column('within', 'Within class', 'periodogram, the published estimator', 'within'),
      column('withinMirrored', 'Within class, mirrored', 'no leakage from unequal ends', 'within'),
      column('between', 'Between classes', 'periodogram', 'between'),
      column('betweenMirrored', 'Between classes, mirrored', 'no leakage from unequal ends', 'between'),
    ];
  }
  const { within, between } = fractionKeys(estimator === 'mirrored');
  return [
    column(within, 'Within-class fraction', directions, 'within'),
    column(between, 'Between-class fraction', directions, 'between'),
    column('accuracy', 'Accuracy (percentage points)', 'left of 0: worse', 'accuracy'),
  ];
}

/** The rows with those effects alone that the columns draw: a caption speaks of no other. */
export function drawnRows(rows: readonly Difference[], columns: readonly ForestColumn[]): Difference[] {
  return rows.map((row, k) => {
    const drawn = Object.entries(row.effects).filter(([, effect]) =>
      columns.some(({ effects }) => effects[k] === effect),
    );
    return { ...row, effects: Object.fromEntries(drawn) };
  });
}

/** The numbers behind the differences. */
export function forestTable(rows: readonly Difference[], columns: readonly ForestColumn[]): DataTable {
  return {
    columns: [
      { name: 'Intervention' },
      { name: 'Among' },
      { name: 'Varied' },
      { name: 'Pairs', numeric: true },
      ...columns.flatMap(({ title }) => numericColumns(title, `${title}: lower`, `${title}: upper`)),
    ],
    rows: rows.map((row, k) => [
      row.name,
      row.part ?? 'all',
      tagWords(row.tag),
      pairsOf(row),
      ...columns.flatMap(({ effects }) => [effects[k]?.value, effects[k]?.lower, effects[k]?.upper]),
    ]),
    digits: 4,
  };
}
