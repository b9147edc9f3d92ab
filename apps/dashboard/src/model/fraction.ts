import { type Estimator, estimatorOf, withEstimator } from './estimator.ts';

export const cutoffUnits = ['SHARE_OF_BINS', 'CYCLES_PER_DISTANCE'] as const;
export type CutoffUnit = (typeof cutoffUnits)[number];

/** What a high-frequency fraction is taken by. */
export interface Fraction {
  estimator: Estimator;
  /** Where high frequency begins, in `unit`. */
  cutoff: number;
  unit: CutoffUnit;
}

export const publishedFraction = { estimator: 'PERIODOGRAM', cutoff: 0.1, unit: 'SHARE_OF_BINS' } as const;

/** Cutoffs that the API takes: a share of the bins, or up to half a cycle per distance, where paths of step 1 end. */
export function isCutoff(value: number, unit: CutoffUnit): boolean {
  return value >= 0 && value <= (unit === 'SHARE_OF_BINS' ? 1 : 0.5);
}

/** The fraction that an address names; what is unknown or missing is as published. */
export function fractionOf(search: URLSearchParams): Fraction {
  const unit = cutoffUnits.find((kind) => kind === search.get('unit')) ?? publishedFraction.unit;
  const cutoff = Number(search.get('cutoff') || Number.NaN);
  return {
    estimator: estimatorOf(search),
    cutoff: isCutoff(cutoff, unit) ? cutoff : publishedFraction.cutoff,
    unit,
  };
}

/** The same address with another fraction; what is as published is left out. */
export function withFraction(search: URLSearchParams, { estimator, cutoff, unit }: Fraction): URLSearchParams {
  const next = withEstimator(search, estimator);
  next.delete('cutoff');
  next.delete('unit');
  if (cutoff !== publishedFraction.cutoff) next.set('cutoff', String(cutoff));
  if (unit !== publishedFraction.unit) next.set('unit', unit);
  return next;
}
