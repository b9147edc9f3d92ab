import type { Comparison, SpectraResult } from './documents.ts';
import type { Shown } from './series.ts';

/** Float32 values as the API packs them. */
export function packed(...values: number[]): string {
  return Buffer.from(new Float32Array(values).buffer).toString('base64');
}

export const shown: Shown[] = [
  { id: 'm1', name: 'baseline', fullName: 'baseline, seed 0', colour: 0, spectrum: 's1' },
  { id: 'm2', name: 'mixup', fullName: 'mixup, seed 0', colour: 5, spectrum: 's2' },
];

const estimate = (mean: number, half: number) => ({ mean, lower: mean - half, upper: mean + half, count: 200 });

const measured = (id: string, fraction: number) => ({
  __typename: 'PathSpectrumMeasurement' as const,
  id,
  fraction: estimate(fraction, 0.016),
  otherFraction: estimate(fraction / 2, 0.008),
  consistentDistance: estimate(22.3, 1.2),
});

const set = (first: number, second: number): SpectraResult['within'] => ({
  frequency: [0, 0.25, 0.5],
  rows: [
    { packed: packed(1, 0.5, 0.25, 0.5, 0.25, 0.125, 2, 1, 0.5), measurement: measured('s1', first) },
    { packed: packed(1, 0.5, 0.25, NaN, NaN, NaN, NaN, NaN, NaN), measurement: measured('s2', second) },
  ],
});

export const spectra: SpectraResult = { within: set(0.105, 0.176), between: set(0.392, 0.349) };

/** The same where one measurement has no paths of the scope. */
export function notMeasured({ frequency, rows }: SpectraResult['within'], id: string): SpectraResult['within'] {
  const none = { fraction: null, otherFraction: null, consistentDistance: null };
  return {
    frequency,
    rows: rows.map((row) =>
      row.measurement.id === id
        ? {
            packed: packed(...new Array<number>(3 * frequency.length).fill(Number.NaN)),
            measurement: { ...row.measurement, ...none },
          }
        : row,
    ),
  };
}

/** mixup minus baseline within class, by the published estimator. */
export const comparison: Comparison = {
  scope: 'WITHIN_CLASS',
  estimator: 'PERIODOGRAM',
  pairedPaths: 200,
  pValue: 0.0004,
  reference: { id: 's1' },
  other: { id: 's2' },
  difference: estimate(0.071, 0.016),
  groups: [
    {
      pairedPaths: 20,
      pValue: 0.2,
      classA: { index: 0, name: 'bag' },
      classB: { index: 0, name: 'bag' },
      difference: estimate(0.1, 0.03),
    },
    {
      pairedPaths: 0,
      pValue: null,
      classA: { index: 1, name: 'coat' },
      classB: { index: 1, name: 'coat' },
      difference: null,
    },
  ],
  ratio: { frequency: [0, 0.25, 0.5], ratio: [1, 1.5, null], lower: [0.9, 1.2, null], upper: [1.1, 1.8, null] },
};
