import { describe, expect, test } from 'vitest';
import { classRows } from './class-rows.ts';
import { comparison, notMeasured, shown, spectra } from './results.fixture.ts';
import { differenceRows } from './rows.ts';
import { besideOf, comparisonOf, cutoffAt, ratioLines, spectrumLines, withoutPaths } from './series.ts';

describe('spectra', () => {
  test('are read from packed means and bounds, without the zero frequency', () => {
    const [baseline, mixup] = spectrumLines(spectra.within, shown, 'PERIODOGRAM');
    expect(baseline).toMatchObject({ name: 'baseline', colour: 0 });
    expect(baseline?.rows.map(({ frequency, value, lower, upper }) => [frequency, value, lower, upper])).toEqual([
      [0.25, 0.5, 0.25, 1],
      [0.5, 0.25, 0.125, 0.5],
    ]);
    expect(mixup?.rows.map(({ lower }) => lower)).toEqual([null, null]);
  });

  test('of a model that the answer does not hold yet are left out', () => {
    const other = { id: 'm3', name: 'flip', fullName: 'flip', colour: 1, spectrum: 's3' };
    expect(spectrumLines(spectra.within, [other], 'PERIODOGRAM')).toEqual([]);
    expect(withoutPaths(spectra.within, [other])).toEqual([]);
  });

  test('of a model that was not measured in a scope are no line, and it is named', () => {
    const between = notMeasured(spectra.between, 's1');
    expect(spectrumLines(between, shown, 'PERIODOGRAM').map(({ name }) => name)).toEqual(['mixup']);
    expect(withoutPaths(between, shown)).toEqual(['baseline']);
    expect(withoutPaths(spectra.within, shown)).toEqual([]);
  });
});

test('ratios leave out the zero frequency and bins without one', () => {
  expect(ratioLines([comparison], shown.slice(1), 'WITHIN_CLASS', 'PERIODOGRAM')).toEqual([
    { name: 'mixup', colour: 5, rows: [{ frequency: 0.25, value: 1.5, lower: 1.2, upper: 1.8 }] },
  ]);
  expect(ratioLines([comparison], shown.slice(1), 'BETWEEN_CLASS', 'PERIODOGRAM')).toEqual([]);
});

test('a comparison is found by measurement, scope and estimator', () => {
  const of = { spectrum: 's2', scope: 'WITHIN_CLASS', estimator: 'PERIODOGRAM' };
  expect(comparisonOf([comparison], of)).toBe(comparison);
  expect(comparisonOf([comparison], { ...of, estimator: 'MIRRORED' })).toBeUndefined();
});

describe('rows of differences', () => {
  test('go by scope, the chosen estimator first and the other under it', () => {
    const rows = differenceRows([comparison], shown.slice(1), 'PERIODOGRAM');
    expect(rows.map(({ scope, estimator, chosen }) => [scope, estimator, chosen])).toEqual([
      ['WITHIN_CLASS', 'PERIODOGRAM', true],
      ['WITHIN_CLASS', 'MIRRORED', false],
      ['BETWEEN_CLASS', 'PERIODOGRAM', true],
      ['BETWEEN_CLASS', 'MIRRORED', false],
    ]);
    expect(rows[0]).toMatchObject({ difference: { value: 0.071 }, pairedPaths: 200, pValue: 0.0004 });
    expect(rows[1]?.difference).toBeUndefined();
  });

  test('of many models are of the chosen estimator only', () => {
    const many = Array.from({ length: 7 }, (_, k) => ({ ...shown[1]!, id: String(k), spectrum: String(k) }));
    expect(differenceRows([], many, 'MIRRORED')).toHaveLength(14);
  });

  test('by class leave out classes without paths in common', () => {
    expect(classRows([comparison], shown.slice(1), 'PERIODOGRAM')).toEqual([
      { className: 'bag', model: 'mixup', colour: 5, pairedPaths: 20, value: 0.1, lower: 0.07, upper: 0.13 },
    ]);
  });
});

test('a cutoff as a share of bins lies at that share of the axis, in cycles where it says', () => {
  expect(cutoffAt(0.1, 'SHARE_OF_BINS', 0.5)).toBeCloseTo(0.05, 12);
  expect(cutoffAt(0.1, 'CYCLES_PER_DISTANCE', 0.5)).toBe(0.1);
});

test('beside the published estimator stands the mirrored one, beside any other the published one', () => {
  expect(['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'].map(besideOf)).toEqual([
    'MIRRORED',
    'PERIODOGRAM',
    'PERIODOGRAM',
  ]);
});
