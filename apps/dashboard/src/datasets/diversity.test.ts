import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classPoints,
  describePoint,
  diversityFinding,
  scatterPoints,
  spectrumWords,
  suitedSpectra,
} from './diversity.ts';

const group = (index: number, mean: number) => ({
  classA: { index },
  highFrequencyFraction: { mean, lower: mean - 0.01, upper: mean + 0.01 },
});
const classes = [4, 8, 6, 10].map((diversity, index) => ({ index, name: `class ${index}`, diversity }));

describe('classes with diversity and fraction', () => {
  it('are those that have both', () => {
    const some = [...classes, { index: 4, name: 'one image', diversity: null }];
    const groups = [group(0, 0.1), group(1, 0.2), group(4, 0.3), { classA: { index: 2 }, highFrequencyFraction: null }];
    expect(classPoints(some, groups).map(({ name }) => name)).toEqual(['class 0', 'class 1']);
  });

  it('are claimed to go together only where the bounds of r exclude 0', () => {
    const many = fc.array(fc.record({ diversity: fc.float({ noNaN: true }), mean: fc.float({ noNaN: true }) }), {
      minLength: 4,
    });
    fc.assert(
      fc.property(many, (values) => {
        const points = classPoints(
          values.map(({ diversity }, index) => ({ index, name: String(index), diversity })),
          values.map(({ mean }, index) => group(index, mean)),
        );
        const { title, correlation } = diversityFinding(points);
        const bounds = /95 %: (\S+) to (\S+)\)/.exec(correlation);
        if (!bounds || bounds[1]?.startsWith('−') !== bounds[2]?.startsWith('−')) expect(title).toMatch(/\?$/);
      }),
    );
  });

  it('that lie on a rising line have higher frequency, with r near 1, and on a falling one lower', () => {
    const along = (slope: number) =>
      classPoints(
        classes,
        classes.map(({ index, diversity }) => group(index, slope * (diversity / 50 + (index % 2) / 50))),
      );
    const { title, correlation } = diversityFinding(along(1));
    expect(title).toBe('More diverse classes have higher frequency');
    expect(diversityFinding(along(-1)).title).toBe('More diverse classes have lower frequency');
    expect(correlation).toMatch(/^r = \+0\.9\d\d \(95 %: 0\.\d+ to 1\.000\), 4 classes$/);
  });

  it('have a point and a tooltip each', () => {
    const [point] = classPoints(classes, [group(0, 0.1)]);
    if (!point) throw new Error('no point');
    expect(describePoint(point)).toBe('class 0\ndiversity 4.00\nhigh-frequency fraction 0.100 ± 0.010');
    expect(scatterPoints([point])).toMatchObject([{ label: 'class 0', x: { value: 4 }, y: { value: 0.1 } }]);
  });
});

describe('spectra to set diversity against', () => {
  const model = { name: 'net' };

  it('are of straight paths, those with a fixed number of samples first', () => {
    const spectra = [
      { id: 'a', model, path: 'LINEAR', samples: null, step: 1 },
      { id: 'b', model, path: 'PHASE', samples: 100, step: null },
      { id: 'c', model, path: 'LINEAR', samples: 60, step: null },
    ];
    expect(suitedSpectra(spectra).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(suitedSpectra(spectra).map(spectrumWords)).toEqual(['net · 60 samples a path', 'net · in steps of 1']);
  });
});
