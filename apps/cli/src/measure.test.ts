import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, GOLDEN, IMAGES, NETWORK, passband } from './testing/passband.ts';

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('passband measure', () => {
  test('prints a table and writes the whole result', async () => {
    const json = join(folder, 'result.json');
    const { code, stdout, stderr, left } = await passband([
      'measure',
      NETWORK,
      '--dataset',
      IMAGES,
      '--pairs',
      '6',
      '--json',
      json,
    ]);
    expect({ code, left }).toEqual({ code: 0, left: [] });
    expect(stderr).toMatch(
      /^warning: accuracy is near chance \(25\.0 % of 3 classes\)[^\n]*--mean and --std of the dataset, or --input-mean[^\n]*order of the dataset's classes\n$/,
    );
    expect(stdout).toContain('within classes');
    const result = JSON.parse(readFileSync(json, 'utf8'));
    expect(result).toMatchObject({
      passband: '0.1.0',
      method: 'path-spectrum',
      model: { file: NETWORK, sha256: sha256(NETWORK), runtime: 'onnx/cpu', output: 'logits' },
      dataset: {
        file: IMAGES,
        sha256: sha256(IMAGES),
        imageCount: 24,
        imageShape: [10, 12, 3],
        mean: [0.4, 0.45, 0.5],
      },
      parameters: {
        ...{ path: 'linear', scopes: ['within', 'between'], pairsPerGroup: 6, step: 1, seed: 0, cutoff: 0.1 },
        ...{ classes: null, classPairs: null, samples: null, cutoffUnit: 'share-of-bins' },
      },
      accuracy: 0.25,
      excludedPaths: 0,
    });
    const estimate = ['mean', 'standardDeviation', 'standardError', 'lower', 'upper', 'count'];
    for (const key of ['periodogram', 'mirrored', 'distancePower']) {
      expect(Object.keys(result.summary.within[key])).toEqual(estimate);
      expect(Object.keys(result.groups[5][key])).toEqual(estimate);
    }
    const { paths } = result;
    expect(paths).toHaveLength(36);
    expect(result.imagesEvaluated).toBe(
      paths.reduce((sum: number, path: { samples: number }) => sum + path.samples, 0),
    );
    expect(result.imagesPerSecond).toBeCloseTo(result.imagesEvaluated / result.seconds, 6);
    expect(Object.keys(paths[0])).toEqual([
      ...['imageA', 'imageB', 'classA', 'classB', 'samples', 'length', 'highFrequencyFraction', 'consistentDistance'],
    ]);
    const [golden] = JSON.parse(readFileSync(GOLDEN, 'utf8'));
    const ends = (path: { imageA: number; imageB: number }) => [path.imageA, path.imageB];
    const within = (path: { classA: number; classB: number }) => Number(path.classA === path.classB);
    const byScope = [...golden.paths].sort((a, b) => within(b) - within(a));
    expect(paths.map(ends)).toEqual(byScope.map(ends));
  });

  test('measures what the options choose', async () => {
    const json = join(folder, 'chosen.json');
    const options = ['--scope', 'between', '--classes', '2,0', '--samples', '16', '--pairs', '3', '--seed', '4'];
    const fed = ['--cutoff', '0.2', '--cutoff-unit', 'cycles-per-distance', '--batch', '5', '--output', 'logits'];
    const { code } = await passband(['measure', NETWORK, '--dataset', IMAGES, ...options, ...fed, '--json', json]);
    expect(code).toBe(0);
    const result = JSON.parse(readFileSync(json, 'utf8'));
    expect(result.parameters).toEqual({
      ...{ path: 'linear', scopes: ['between'], pairsPerGroup: 3, classes: [0, 2], classPairs: null, step: null },
      ...{ samples: 16, seed: 4, cutoff: 0.2, cutoffUnit: 'cycles-per-distance' },
    });
    expect(result.summary.within).toBeNull();
    expect(result.paths.map((path: { samples: number }) => path.samples)).toEqual([16, 16, 16]);
  });

  test('stops cleanly when it is interrupted', async () => {
    const json = join(folder, 'interrupted.json');
    const args = ['measure', NETWORK, '--dataset', IMAGES, '--step', '0.0005', '--json', json];
    const { code, stdout, stderr, left } = await passband(args, { interrupted: true });
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
    expect(stderr).toBe('passband: stopped; nothing was written\n');
    expect(statSync(json, { throwIfNoEntry: false })).toBeUndefined();
  });
});

test('paths of fewer than 4 samples are counted on stderr, since they are in no mean', async () => {
  const { code, stderr } = await passband([
    ...['measure', NETWORK, '--dataset', IMAGES, '--samples', '3', '--pairs', '2'],
  ]);
  expect(code).toBe(0);
  expect(stderr).toContain('warning: 12 of 12 paths have fewer than 4 samples and are in no mean');
});

describe('a precision', () => {
  const measured = async (precision: string) => {
    const options = ['--samples', '16', '--pairs', '9', '--precision', precision];
    return passband(['measure', NETWORK, '--dataset', IMAGES, ...options]);
  };

  test('that the cap stopped is said on stderr, of each scope', async () => {
    const { code, stderr } = await measured('1e-6');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^warning: precision was not reached at the cap of 9 paths a group: the half-width should be at most 0\.000001; within class it is 0\.\d+, between classes it is 0\.\d+$/m,
    );
  });

  test('that was reached is not', async () => {
    const { code, stderr } = await measured('0.9');
    expect(code).toBe(0);
    expect(stderr).not.toContain('precision');
  });
});
