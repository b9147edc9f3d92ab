import { describe, expect, test } from 'vitest';
import { NETWORK, resultOf } from './testing/passband.ts';

describe('other kinds of path', () => {
  test.each(['amplitude', 'phase'])('%s paths have their window, samples and no length', async (kind) => {
    const options = ['--path', kind, '--window', '0.4', '--samples', '32', '--pairs', '2', '--seed', '3'];
    const { parameters, paths, summary } = await resultOf(kind, ['measure', NETWORK, ...options]);
    expect(parameters).toMatchObject({
      path: kind,
      window: 0.4,
      samples: 32,
      step: null,
      scopes: ['within', 'between'],
    });
    expect(paths).toHaveLength(12);
    for (const path of paths) expect(path).toMatchObject({ samples: 32, length: null, imageB: expect.any(Number) });
    expect(summary.between.periodogram.count).toBe(6);
  });

  test('directions have a row each, in the table and in the result, that is the mean of its paths', async () => {
    const named = ['fourier:5,7', 'random', 'composite-f'].flatMap((name) => ['--direction', name]);
    const options = ['--path', 'direction', ...named, '--samples', '16', '--step', '0.5', '--pairs', '2'];
    const { stdout, parameters, directions, paths } = await resultOf('directions', ['measure', NETWORK, ...options]);
    expect(stdout).toMatch(/ {2}fourier:5,7 \(1\.00 cycles per image\) +0\.\d+/);
    expect(parameters).toMatchObject({ path: 'direction', step: 0.5, samples: 16, scopes: ['within'] });
    expect(directions.map(({ direction }: { direction: unknown }) => direction)).toEqual([
      { kind: 'FOURIER', i: 5, j: 7, imageFrequency: 1 },
      { kind: 'RANDOM', i: null, j: null, imageFrequency: null },
      { kind: 'COMPOSITE_F', i: null, j: null, imageFrequency: null },
    ]);
    expect(paths).toHaveLength(18);
    for (const { direction, highFrequencyFraction } of directions) {
      const own = paths.filter((path: { direction: { kind: string } }) => path.direction.kind === direction.kind);
      const sum = own.reduce(
        (total: number, path: { highFrequencyFraction: { mirrored: number } }) =>
          total + path.highFrequencyFraction.mirrored,
        0,
      );
      expect(highFrequencyFraction.mirrored).toMatchObject({ count: 6 });
      expect(highFrequencyFraction.mirrored.mean).toBeCloseTo(sum / 6, 12);
      for (const path of own) expect(path).toMatchObject({ imageB: null, length: 8, samples: 16 });
    }
  });
});

test('--precision stops each scope once its half-width is small enough, with the first rounds of a whole run', async () => {
  const fixed = await resultOf('whole', ['measure', NETWORK, '--pairs', '24']);
  const precise = await resultOf('precise', ['measure', NETWORK, '--pairs', '24', '--precision', '0.03']);
  expect(precise.parameters.precision).toBe(0.03);
  expect(precise.paths.length).toBeLessThan(fixed.paths.length);
  for (const { upper, lower } of [precise.summary.within.periodogram, precise.summary.between.periodogram])
    expect((upper - lower) / 2).toBeLessThanOrEqual(0.03);
  for (const path of precise.paths) expect(fixed.paths).toContainEqual(path);
});
