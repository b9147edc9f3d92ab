import type { DatasetRow } from '@passband/store';
import { describe, expect, it } from 'vitest';
import { packed } from '../results/packed.ts';
import { spectrumOf } from './spectra.ts';

const row = { parameters: JSON.stringify({ path: 'LINEAR', step: 1, samples: null }) };
const dataset: DatasetRow = {
  ...{ id: 'images', name: 'images', sha256: null, canonicalSha256: null, canonicalSizeBytes: null, imageCount: 0 },
  ...{ imageShape: null, mean: null, std: null, classes: [], preparation: null, createdAt: new Date(0) },
};

describe('a mean spectrum as clients see it', () => {
  it('is made of its numbers in the form that is asked for, and in no other', () => {
    let reads = 0;
    const spectrum = {
      ...{ frequency: Float64Array.of(0, 0.5), lower: null, upper: Float64Array.of(3, 4), pathCount: 7 },
      get mean() {
        reads++;
        return Float64Array.of(1, 2);
      },
    };
    const seen = spectrumOf(row, dataset, { scope: 'WITHIN_CLASS', group: null, spectrum });
    expect(seen).toMatchObject({ scope: 'WITHIN_CLASS', pathCount: 7, frequencyUnit: 'CYCLES_PER_DISTANCE' });
    expect([seen.frequency, seen.lower, seen.upper]).toEqual([[0, 0.5], null, [3, 4]]);
    expect(reads).toBe(0);
    expect(seen.magnitude).toEqual([1, 2]);
    expect(reads).toBe(1);
    expect(seen.packed).toBe(packed([1, 2, null, null, 3, 4]));
    expect(reads).toBe(2);
  });
});
