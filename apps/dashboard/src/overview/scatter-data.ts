import type { DataTable } from '../format/csv.ts';
import type { Bounded } from '../format/numbers.ts';
import { axisOf } from '../plots/axis.ts';
import type { Category } from './colouring.ts';
import type { Condition } from './conditions.ts';
import { correlationsOf } from './correlations.ts';
import { type FigurePoint, meanPoints, runPoints } from './figure-points.ts';
import { quantityName, quantityOf } from './quantity.ts';
import { type ModelRecord, metricName } from './records.ts';
import type { AxesKind, PointKind } from './state.ts';
import { isTag } from './tags.ts';

/** What the colours stand for. */
export interface Grouping {
  /** `of augmentation`, after `within the 3 groups`. */
  words: string;
  /** Whether models of one colour are alike enough for a regression line of their own. */
  hasLines: boolean;
}

/** What a scatter shows. */
export interface ScatterChoice {
  records: readonly ModelRecord[];
  conditions: readonly Condition[];
  categories: ReadonlyMap<ModelRecord, Category>;
  /** Keys of quantities. */
  x: string;
  y: string;
  axes: AxesKind;
  pointKind: PointKind;
  grouping: Grouping;
}

const mostLabels = 20;
const fewestForLine = 4;

/** Points, axes, regression groups and correlations of a scatter: everything that is drawn but size and colours. */
export function scatterData(choice: ScatterChoice) {
  const { records, conditions, categories, pointKind, grouping } = choice;
  const keys = { x: choice.x, y: choice.y };
  const runs = runPoints(records, keys, categories);
  const points = pointKind === 'means' ? meanPoints(conditions, keys, categories) : runs;
  const quantities = { x: quantityOf(keys.x, records, choice.axes), y: quantityOf(keys.y, records, choice.axes) };
  const x = { ...axisOf(quantities.x.kind, ends(points, 'x'), quantities.x), title: quantities.x.title };
  const y = { ...axisOf(quantities.y.kind, ends(points, 'y'), quantities.y), title: quantities.y.title };
  const xs = runs.map((run) => run.x.value);
  const ys = runs.map((run) => run.y.value);
  const isPlain = quantities.x.kind === 'linear' && quantities.y.kind === 'linear';
  const nameOf = ({ records: [record] }: FigurePoint) => (record && categories.get(record)?.name) ?? '';
  const groups = grouping.hasLines ? lineGroups(runs, nameOf) : [];
  return {
    points,
    x,
    y,
    values: xs.length < fewestForLine ? [] : xs.map((value, k) => ({ x: value, y: ys[k] ?? 0 })),
    groups,
    labels: labelsOf(points, groups.length),
    correlations: correlationsOf({
      x: xs,
      y: ys,
      groups: runs.map(nameOf),
      onAxes: isPlain ? undefined : { x: xs.map(x.project), y: ys.map(y.project) },
    }),
    pointWords: pointWords(pointKind, records),
  };
}

function ends(points: readonly FigurePoint[], side: 'x' | 'y'): number[] {
  return points.flatMap((point) => {
    const { value, lower, upper } = point[side];
    return [value, lower ?? value, upper ?? value];
  });
}

/** The models of each colour, where there are enough for a line; others, in faint, have none. */
function lineGroups(runs: readonly FigurePoint[], nameOf: (point: FigurePoint) => string) {
  const groups = new Map<string, { name: string; colour: number; values: { x: number; y: number }[] }>();
  for (const run of runs) {
    if (run.colour < 0) continue;
    const group = groups.get(nameOf(run)) ?? { name: nameOf(run), colour: run.colour, values: [] };
    group.values.push({ x: run.x.value, y: run.y.value });
    groups.set(group.name, group);
  }
  return [...groups.values()].filter(({ values }) => values.length >= fewestForLine);
}

function labelsOf(points: readonly FigurePoint[], groupCount: number): 'points' | 'groups' | 'none' {
  if (new Set(points.map(({ label }) => label)).size <= mostLabels) return 'points';
  return groupCount > 0 ? 'groups' : 'none';
}

/** A model may have been measured several times. */
const newest =
  'A value is the newest on this dataset, measured or imported: a point’s two may come of different measurements.';

/** What a point is, what its bars are, and which values it has. */
export function pointWords(kind: PointKind, records: readonly ModelRecord[]): string {
  if (kind === 'means')
    return (
      'One point a training repeated with other seeds: the mean of its runs, with 95 % bounds over training runs (Student’s t). r and lines are over all runs. ' +
      newest
    );
  const withBounds = records.some(({ metrics }) => metrics.within?.lower != null);
  const point = 'One point a model, which is one network, trained with one seed';
  return `${point}${withBounds ? ', with its 95 % bounds over paths or images' : ''}. ${newest}`;
}

/** The numbers behind a scatter. */
export function scatterTable(points: readonly FigurePoint[], x: string, y: string): DataTable {
  const columns = (key: string) =>
    ['', ': lower', ': upper'].map((end) => ({
      name: (isTag(key) ? quantityName(key) : metricName(key)) + end,
      numeric: true,
    }));
  const cells = ({ value, lower, upper }: Bounded) => [value, lower, upper];
  return {
    columns: [{ name: 'Model' }, ...columns(x), ...columns(y)],
    rows: points.map((point) => [point.name, ...cells(point.x), ...cells(point.y)]),
  };
}
