import { decodeFloat32 } from '../api/float32.ts';
import type { OverlayLine } from '../plots/overlay-figure.ts';
import { spectrumRows } from '../plots/spectrum-rows.ts';
import type { Comparison, SpectraResult } from './documents.ts';

export type Scope = 'WITHIN_CLASS' | 'BETWEEN_CLASS';
export const scopes: readonly Scope[] = ['WITHIN_CLASS', 'BETWEEN_CLASS'];

/** The word for a scope in names of files. */
export function scopeName(scope: Scope): 'within' | 'between' {
  return scope === 'WITHIN_CLASS' ? 'within' : 'between';
}

/** A model as the figures show it. */
export interface Shown {
  id: string;
  /** As short as tells it apart from the others. */
  name: string;
  fullName: string;
  /** Place in the theme's categories. */
  colour: number;
  /** Id of its path spectrum. */
  spectrum: string;
}

/** Packed means with their bounds as lines, without the bins that log axes can't show; a model without paths has no line. */
export function spectrumLines(set: SpectraResult['within'], shown: readonly Shown[], estimator: string): OverlayLine[] {
  const bins = set.frequency.length;
  return shown.flatMap(({ spectrum, name, colour }) => {
    const row = set.rows.find(({ measurement }) => measurement.id === spectrum);
    if (!row) return [];
    const packed = [...decodeFloat32(row.packed)];
    const bounds = (from: number) => {
      const values = packed.slice(from, from + bins);
      return values.some(Number.isNaN) ? null : values;
    };
    const rows = spectrumRows(
      {
        scope: null,
        pathCount: 0,
        frequency: set.frequency,
        magnitude: packed.slice(0, bins),
        lower: bounds(bins),
        upper: bounds(2 * bins),
      },
      estimator,
    );
    if (rows.length === 0) return [];
    return [{ name, colour, rows: rows.map(({ magnitude, ...bin }) => ({ ...bin, value: magnitude })) }];
  });
}

/** Names of the models whose measurement has no paths of the scope that the set is of. */
export function withoutPaths(set: SpectraResult['within'], shown: readonly Shown[]): string[] {
  return shown
    .filter(({ spectrum }) =>
      set.rows.some(({ measurement }) => measurement.id === spectrum && measurement.fraction === null),
    )
    .map(({ name }) => name);
}

/** Ratios of mean spectra to the reference's as lines, without the zero frequency and without bins of no ratio. */
export function ratioLines(
  comparisons: readonly Comparison[],
  shown: readonly Shown[],
  scope: Scope,
  estimator: string,
): OverlayLine[] {
  return shown.flatMap(({ spectrum, name, colour }) => {
    const found = comparisonOf(comparisons, { spectrum, scope, estimator });
    if (!found?.ratio) return [];
    const { frequency, ratio, lower, upper } = found.ratio;
    const rows = frequency.flatMap((at, k) => {
      const value = ratio[k];
      if (at <= 0 || value === null || value === undefined || value <= 0) return [];
      return [{ frequency: at, value, lower: lower[k] ?? null, upper: upper[k] ?? null }];
    });
    return [{ name, colour, rows }];
  });
}

/** The comparison of a measurement with the reference. */
export function comparisonOf(
  comparisons: readonly Comparison[],
  of: { spectrum: string; scope: string; estimator: string },
): Comparison | undefined {
  return comparisons.find(
    ({ other, scope, estimator }) => other.id === of.spectrum && scope === of.scope && estimator === of.estimator,
  );
}

/** The estimator that stands beside the chosen one: the published one, or beside that the one that does not leak. */
export function besideOf(estimator: string): 'PERIODOGRAM' | 'MIRRORED' {
  return estimator === 'PERIODOGRAM' ? 'MIRRORED' : 'PERIODOGRAM';
}

/** Where a cutoff lies on the axis of spectra, whose last frequency is `last`. */
export function cutoffAt(cutoff: number, unit: string, last: number): number {
  return unit === 'SHARE_OF_BINS' ? cutoff * last : cutoff;
}
