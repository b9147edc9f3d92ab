import { describe, expect, test } from 'vitest';
import { notMeasured, shown, spectra } from './results.fixture.ts';
import { measuredPaths, sourceOf } from './source.ts';

const path = (id: string, change: object = {}) => ({
  ...{ id, status: 'SUCCEEDED', seed: 0, createdAt: '2026-11-25T10:00:00', dataset: { id: 'd1', name: 'fashion' } },
  ...{ provenance: { parameters: '{"path":"LINEAR","pairsPerGroup":20}' } },
  ...change,
});
const chosen = path('old');
const paths = { within: 200, between: 900 };

describe('which measurement a model’s numbers are of', () => {
  test('is said with its time and paths where several succeeded on the dataset, and leads to it', () => {
    const several = [path('new'), chosen, path('failed', { status: 'FAILED' })];
    expect(sourceOf({ spectra: several }, chosen, paths)).toEqual({
      href: '/measurements/old',
      time: '25 Nov 2026, 10:00',
      words: '200 paths within class and 900 between classes; 1 of its 2 path spectra',
    });
  });

  test('is not said of the only one', () => {
    const elsewhere = path('elsewhere', { dataset: { id: 'd2', name: 'digits' } });
    expect(sourceOf({ spectra: [chosen, elsewhere] }, chosen, paths)).toBeUndefined();
  });

  test('has the paths that its means are over, none of a scope that it was not measured in', () => {
    expect(measuredPaths(spectra, shown[1]!.spectrum)).toEqual({ within: 200, between: 200 });
    const within = { ...spectra, between: notMeasured(spectra.between, 's2') };
    expect(measuredPaths(within, 's2')).toEqual({ within: 200, between: 0 });
  });
});
