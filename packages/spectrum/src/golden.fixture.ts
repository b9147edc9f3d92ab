import { readFileSync } from 'node:fs';
import type { Estimate } from './estimate.ts';
import type { CutoffUnit } from './fraction.ts';
import type { Pair } from './pairs.ts';
import type { SpectrumEstimator } from './spectrum.ts';

/** For tests: numbers made with the reference by test/reference/spectrum_golden.py, and its known answers of drawing. */
interface Golden {
  positions: ({ length: number; t: number[] } & (
    | { step: number; samples?: never }
    | { samples: number; step?: never }
  ))[];
  paths: {
    samples: number;
    classes: number;
    step: number;
    probabilities: number[];
    spectra: Record<SpectrumEstimator, number[]>;
    fractions: [SpectrumEstimator, CutoffUnit, cutoff: number, expected: number][];
    consistentDistance: number;
  }[];
  ramps: { samples: number; fraction: number }[];
  meanSpectra: {
    groups: { samples: number; probabilities: number[] }[][];
    classes: number;
    cases: {
      estimator: SpectrumEstimator;
      step: number;
      bins: number;
      frequency: number[];
      groupMean: number[];
      groupStandardError: number[];
      scope: Record<'mean' | 'lower' | 'upper', number[]>;
    }[];
  };
  estimates: { values: number[]; expected: Estimate }[];
  scopes: { groups: number[][]; expected: Estimate | null }[];
  quantiles: [p: number, df: number, t: number][];
  tails: [t: number, df: number, p: number][];
  paired: { a: number[]; b: number[]; difference: Estimate; pValue: number }[];
  pairedScope: { groups: { a: number[]; b: number[] }[]; difference: Estimate; pValue: number };
  spectrumRatios: { groups: { a: number[][]; b: number[][] }[]; ratio: number[]; lower: number[]; upper: number[] }[];
  proportions: [hits: number, n: number, value: number, lower: number, upper: number][];
  correlations: {
    x: number[];
    y: number[];
    group: number[];
    pearson: Bounded;
    spearman: Bounded;
    withinGroups: Bounded | null;
    regression: { slope: number; intercept: number; where: number[]; lower: number[]; upper: number[] };
  }[];
}

type Bounded = [value: number, lower: number, upper: number];

interface KnownPairs {
  words: { key: string; first: number[] };
  pairs: { seed: number; classA: number; classB: number; pairs: Pair[] }[];
  images: [
    { purpose: 'jacobian'; seed: number; count: number; drawn: number[] },
    { purpose: 'direction'; seed: number; count: number; classes: number[]; drawn: number[][] },
  ];
  direction: { size: number; seed: number; index: number; normals: number[] };
  classPairs: { seed: number; classes: number; pairs: Pair[] };
}

const read = (name: string) => readFileSync(new URL(`../../../test/reference/${name}`, import.meta.url), 'utf8');

export const golden: Golden = JSON.parse(read('spectrum-golden.json'));
export const knownPairs: KnownPairs = JSON.parse(read('spectrum-pairs.json'));

/** Largest |a - b| relative to `scale`, or absolute without one; NaN where lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>, scale = 1): number {
  if (a.length !== b.length) return Number.NaN;
  let largest = 0;
  for (let k = 0; k < a.length; k++) {
    const difference = Math.abs(a[k]! - b[k]!);
    // A NaN must not pass as small.
    if (!(difference <= largest)) largest = difference;
  }
  return largest / scale;
}

/** Whether two estimates are equal to a tolerance, null where the other is. */
export function estimatesDiffer(got: Estimate | null, want: Estimate | null, tolerance: number): string[] {
  if (got === null || want === null)
    return got === want ? [] : [`${JSON.stringify(got)} is not ${JSON.stringify(want)}`];
  const fields = ['mean', 'standardDeviation', 'standardError', 'lower', 'upper', 'count'] as const;
  return fields.filter((field) => {
    const [a, b] = [got[field], want[field]];
    return a === null || b === null ? a !== b : !(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)));
  });
}
