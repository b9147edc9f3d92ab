import { type Bounded, parts, plusMinus, pValue } from '../format/numbers.ts';
import { bounded } from '../measurement/sentences.ts';
import { estimatorName } from '../model/estimator.ts';
import type { Comparison, SpectraResult } from './documents.ts';
import { besideOf, comparisonOf, type Scope, type Shown } from './series.ts';

/** A number of one model, and its paired difference from the reference where there is one. */
export interface NumberCell {
  value: Bounded;
  difference?: { value: Bounded; pValue: number | null };
}

export interface NumberColumn {
  title: string;
  /** Not among the few that a narrow page shows. */
  minor: boolean;
  /** 100 for per cent. */
  scale: number;
  /** Decimals at least. */
  least: number;
  /** In the order of the models; null where it isn't known. */
  cells: readonly (NumberCell | null)[];
}

interface Metric {
  name: string;
  value: number;
  lower: number | null;
  upper: number | null;
  dataset: { id: string } | null;
}

interface NumbersOf {
  shown: readonly Shown[];
  /** Metrics of each model, in their order. */
  metrics: readonly (readonly Metric[])[];
  dataset: string;
  spectra: SpectraResult;
  comparisons: readonly Comparison[];
  estimator: string;
}

/** The columns of the table of all numbers; one that no model has a number in is left out. */
export function numberColumns(of: NumbersOf): NumberColumn[] {
  const beside = besideOf(of.estimator);
  const columns = [
    metricColumn(of, 'accuracy', 'Accuracy (%)', { scale: 100, least: 1, minor: false }),
    metricColumn(of, 'loss', 'Loss (nats)', { scale: 1, least: 3, minor: true }),
    fractionColumn(of, 'WITHIN_CLASS', of.estimator, false),
    fractionColumn(of, 'WITHIN_CLASS', beside, true),
    fractionColumn(of, 'BETWEEN_CLASS', of.estimator, false),
    fractionColumn(of, 'BETWEEN_CLASS', beside, true),
    distanceColumn(of, 'WITHIN_CLASS', 'Consistent distance within'),
    distanceColumn(of, 'BETWEEN_CLASS', 'between'),
    metricColumn(of, 'jacobianNorm', 'Jacobian norm', { scale: 1, least: 2, minor: true }),
  ];
  return columns.filter(({ cells }) => cells.some((cell) => cell !== null));
}

function metricColumn(
  { shown, metrics, dataset }: NumbersOf,
  name: string,
  title: string,
  look: Pick<NumberColumn, 'scale' | 'least' | 'minor'>,
): NumberColumn {
  const cells = shown.map((_, k) => {
    const found = metrics[k]?.find((metric) => metric.name === name && metric.dataset?.id === dataset);
    return found ? { value: { value: found.value, lower: found.lower, upper: found.upper } } : null;
  });
  return { title, ...look, cells };
}

function fractionColumn(of: NumbersOf, scope: Scope, estimator: string, minor: boolean): NumberColumn {
  const field = estimator === of.estimator ? 'fraction' : 'otherFraction';
  const cells = of.shown.map(({ spectrum }) => {
    const estimate = measured(of.spectra, scope, spectrum)?.[field];
    if (!estimate) return null;
    const found = comparisonOf(of.comparisons, { spectrum, scope, estimator });
    return {
      value: bounded(estimate),
      ...(found?.difference && { difference: { value: bounded(found.difference), pValue: found.pValue } }),
    };
  });
  const title = `${scope === 'WITHIN_CLASS' ? 'Within' : 'Between'}, ${estimatorName(estimator)}`;
  return { title, minor, scale: 1, least: 3, cells };
}

function distanceColumn({ shown, spectra }: NumbersOf, scope: Scope, title: string): NumberColumn {
  const cells = shown.map(({ spectrum }) => {
    const estimate = measured(spectra, scope, spectrum)?.consistentDistance;
    return estimate ? { value: bounded(estimate) } : null;
  });
  return { title, minor: true, scale: 1, least: 1, cells };
}

function measured(spectra: SpectraResult, scope: Scope, spectrum: string) {
  const { rows } = scope === 'WITHIN_CLASS' ? spectra.within : spectra.between;
  return rows.find(({ measurement }) => measurement.id === spectrum)?.measurement;
}

/** `+0.001 ± 0.008, p = 0.86`. */
export function differenceWords({ value, pValue: p }: NonNullable<NumberCell['difference']>): string {
  return `${plusMinus(value, { sign: true })}${p === null ? '' : `, ${pValue(p)}`}`;
}

/** A cell's number and its ± apart. */
export function cellParts({ value }: NumberCell, { scale, least }: Pick<NumberColumn, 'scale' | 'least'>) {
  return parts(value, { scale, least });
}

/** The same as a table of text for readers of Markdown, differences behind the numbers. */
export function markdownOf(names: readonly string[], columns: readonly NumberColumn[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const cell = (column: NumberColumn, row: number) => {
    const found = column.cells[row];
    if (!found) return '–';
    const number = plusMinus(found.value, { scale: column.scale, least: column.least });
    return found.difference ? `${number} (${differenceWords(found.difference)})` : number;
  };
  return `${[
    line(['Model', ...columns.map(({ title }) => title)]),
    line(['---', ...columns.map(() => '---:')]),
    ...names.map((name, row) => line([name, ...columns.map((column) => cell(column, row))])),
  ].join('\n')}\n`;
}

/** The same with every digit, for files. */
export function tableOf(names: readonly string[], columns: readonly NumberColumn[]) {
  const parts = columns.flatMap((column) => {
    const differs = column.cells.some((cell) => cell?.difference);
    const number = { name: column.title, numeric: true, of: (cell: NumberCell | null) => cell?.value.value };
    const bound = (side: 'lower' | 'upper') => ({
      name: `${column.title}: ${side}`,
      numeric: true,
      of: (cell: NumberCell | null) => cell?.value[side],
    });
    const difference = [
      { name: `${column.title}: difference`, numeric: true, of: (c: NumberCell | null) => c?.difference?.value.value },
      {
        name: `${column.title}: difference, lower`,
        numeric: true,
        of: (c: NumberCell | null) => c?.difference?.value.lower,
      },
      {
        name: `${column.title}: difference, upper`,
        numeric: true,
        of: (c: NumberCell | null) => c?.difference?.value.upper,
      },
      { name: `${column.title}: p`, numeric: true, of: (c: NumberCell | null) => c?.difference?.pValue },
    ];
    return [number, bound('lower'), bound('upper'), ...(differs ? difference : [])].map((part) => ({
      ...part,
      cells: column.cells,
    }));
  });
  return {
    columns: [{ name: 'Model' }, ...parts.map(({ name, numeric }) => ({ name, numeric }))],
    rows: names.map((name, row) => [name, ...parts.map(({ of, cells }) => of(cells[row] ?? null))]),
  };
}
