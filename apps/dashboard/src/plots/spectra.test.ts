import { describe, expect, test } from 'vitest';
import { frequencyDomain, magnitudeDomain, magnitudeTicks, spectraPlot } from './spectra.ts';
import { type SpectrumRecord, spectrumRows } from './spectrum-rows.ts';
import { figureThemes } from './theme.ts';

const spectrum = (change: Partial<SpectrumRecord> = {}): SpectrumRecord => ({
  scope: 'WITHIN_CLASS',
  pathCount: 20,
  frequency: [0, 0.25, 0.5],
  magnitude: [0.2, 0.02, 0.002],
  lower: [0.1, 0.01, -0.001],
  upper: [0.3, 0.03, 0.005],
  ...change,
});

describe('rows for log axes', () => {
  test('leave out the zero frequency', () => {
    expect(spectrumRows(spectrum(), 'PERIODOGRAM').map((r) => r.frequency)).toEqual([0.25, 0.5]);
  });

  test('leave out the last bin of the mirrored estimator, which is 0 by symmetry', () => {
    expect(spectrumRows(spectrum({ magnitude: [0.2, 0.02, 1e-20] }), 'MIRRORED').map((r) => r.frequency)).toEqual([
      0.25,
    ]);
  });

  test('leave out magnitudes that are not above 0', () => {
    expect(spectrumRows(spectrum({ magnitude: [0.2, 0, 0.002] }), 'PERIODOGRAM').map((r) => r.frequency)).toEqual([
      0.5,
    ]);
  });

  test('are none of a spectrum of no paths, whose magnitudes are NaN', () => {
    expect(spectrumRows(spectrum({ magnitude: [NaN, NaN, NaN] }), 'PERIODOGRAM')).toEqual([]);
  });

  test('have no bounds where the spectrum has none', () => {
    const [row] = spectrumRows(spectrum({ lower: null, upper: null }), 'PERIODOGRAM');
    expect(row).toMatchObject({ lower: null, upper: null });
  });
});

describe('domains', () => {
  test('hold every mean and every upper bound', () => {
    const [low, high] = magnitudeDomain(spectrumRows(spectrum(), 'PERIODOGRAM'));
    expect(low).toBeLessThan(0.002);
    expect(high).toBeGreaterThan(0.03);
  });

  test('a lower bound below 0 does not stretch a log axis', () => {
    expect(magnitudeDomain(spectrumRows(spectrum(), 'PERIODOGRAM'))[0]).toBeGreaterThan(0.001);
  });

  test('axes stand before there are data', () => {
    expect(frequencyDomain([])).toEqual([1 / 128, 0.5]);
    expect(magnitudeDomain([])).toEqual([1e-4, 1e-1]);
  });

  test('an axis of more than a decade has at least three labels, wherever it begins', () => {
    for (let power = -6; power < 0; power += 0.1) {
      for (const decades of [1.01, 1.5, 2, 2.9, 4]) {
        const ticks = magnitudeTicks([10 ** power, 10 ** (power + decades)]);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(10);
      }
    }
  });

  test('the figure has the same axes whatever the width', () => {
    const now = spectrumRows(spectrum(), 'PERIODOGRAM');
    const figure = { now, cutoff: 0.05, xLabel: '', yLabel: '', nameOf: String, describe: () => '' };
    const look = { ...figureThemes.light, mark: '#000', label: '#000', height: 300 };
    const [narrow, wide] = [300, 900].map((width) => spectraPlot(figure, { ...look, width }));
    expect(narrow).toMatchObject({ x: { domain: frequencyDomain(now) }, y: { domain: magnitudeDomain(now) } });
    expect([narrow?.x, narrow?.y]).toEqual([wide?.x, wide?.y]);
  });
});
