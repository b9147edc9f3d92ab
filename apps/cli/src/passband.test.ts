import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/passband.mjs', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../../test/reference/engine/', import.meta.url));
const GOLDEN = fileURLToPath(new URL('../../../test/reference/engine-golden.json', import.meta.url));
const DATASETS = fileURLToPath(new URL('../../../packages/datasets/fixtures/', import.meta.url));
const NETWORK = join(FIXTURES, 'nchw-logits.onnx');
const IMAGES = join(FIXTURES, 'colour.npz');

const folder = mkdtempSync(join(tmpdir(), 'passband-cli-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What it left in its folder for temporary files. */
  left: string[];
}

function passband(args: string[], { stopAfter }: { stopAfter?: number } = {}): Promise<Ended> {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, TMPDIR: temporary }, cwd: folder });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.stderr += text;
  });
  // Its folder for temporary files appears when it has begun its work.
  const watch = setInterval(() => {
    const begun = readdirSync(temporary).some((name) => name.startsWith('passband-'));
    if (stopAfter !== undefined && begun) {
      clearInterval(watch);
      setTimeout(() => child.kill('SIGINT'), stopAfter);
    }
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, ...texts, left: readdirSync(temporary).filter((name) => name.startsWith('passband-')) });
    });
  });
}

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
      /^warning: accuracy is near chance \(25\.0 % of 3 classes\)[^\n]*--input-mean[^\n]*order of the dataset's classes\n$/,
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
    const { code, stdout, stderr, left } = await passband(args, { stopAfter: 300 });
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
    expect(stderr).toBe('passband: stopped; nothing was written\n');
    expect(statSync(json, { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe('fails with one line and exit code 1:', () => {
  const text = join(folder, 'text.onnx');
  writeFileSync(text, 'not a network');
  test.each<[string, string[], string]>([
    [
      'a dataset that does not fit',
      [join(FIXTURES, 'grey-confident.onnx'), '--dataset', IMAGES, '--pairs', '2'],
      'it takes 1 x 8 x 8, the images are 3 x 10 x 12',
    ],
    [
      'NaN in the weights',
      [join(FIXTURES, 'nan.onnx'), '--dataset', IMAGES, '--pairs', '2'],
      'values that are not finite (NaN)',
    ],
    ['a file that is no network', [text, '--dataset', IMAGES], `${text} is not one, or is cut off`],
    ['a file that is no dataset', [NETWORK, '--dataset', NETWORK], `${NETWORK} is not a dataset`],
    [
      'two datasets in one',
      [NETWORK, '--dataset', join(DATASETS, 'archives/idx-plain.zip')],
      'choose one with --split',
    ],
    [
      'the part that was chosen where it does not fit',
      [NETWORK, '--dataset', join(DATASETS, 'archives/idx-plain.zip'), '--split', 'test'],
      'it takes 3 x 10 x 12, the images are 1 x 5 x 4',
    ],
    [
      'a folder that is not there',
      [NETWORK, '--dataset', IMAGES, '--json', '/no/such/a.json'],
      '/no/such is not there',
    ],
    [
      'a runtime that is not there',
      [NETWORK, '--dataset', IMAGES, '--runtime', 'onnx/cuda'],
      'onnx/cuda is not available',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr, left } = await passband(['measure', ...args]);
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
    expect(stderr).toMatch(/^passband: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});

describe('is wrong usage, exit code 2:', () => {
  test.each<[string[], string]>([
    [['measure', NETWORK], "required option '--dataset <data>' not specified"],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'spiral'],
      'Allowed choices are linear, amplitude, phase, direction.',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'phase', '--step', '2'],
      '--step needs --path linear or direction: phase paths have no length; got 2',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'amplitude', '--cutoff-unit', 'cycles-per-distance'],
      '--cutoff-unit must be share-of-bins: amplitude paths have no length; got cycles-per-distance',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'direction', '--direction', 'fourier:1'],
      'It must be fourier:I,J, random, composite-f or composite-inverse-f.',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--precision', '-1'],
      "argument '-1' is invalid. It must be a number above 0.",
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--pairs', '0'],
      "argument '0' is invalid. It must be a whole number from 1.",
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--seed', '3000000000'],
      "argument '3000000000' is invalid. It must be a whole number from 0 to 2,147,483,647.",
    ],
    [['measure', NETWORK, '--dataset', IMAGES, '--step', 'x'], "argument 'x' is invalid. It must be a number."],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--step', '1', '--samples', '9'],
      '--step and --samples exclude each other for --path linear; got 1 and 9',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--cutoff', '2'],
      '--cutoff must be from 0 to 1 as a share of bins; got 2',
    ],
    [['dance'], "unknown command 'dance'"],
  ])('%j', async (args, message) => {
    const { code, stderr } = await passband(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('is wrong usage that the files show, exit code 2:', () => {
  test.each<[string, string]>([
    ['--split test', '--split chooses between the train and test parts of a source'],
    ['--resize 20', '--resize is for folders of image files'],
    ['--mean 0.1,0.2', '--mean must have 3 values, one a channel; got 2'],
    ['--std 0,1,1', '--std of channel 0 must be finite and above 0; got 0'],
    ['--input-mean 0.1', '--input-mean must have 3 values, one a channel; got 1'],
    ['--input-std 0,1,1', '--input-std must be above 0 and finite; got 0'],
    ['--runtime abacus', '--runtime must be auto or one of onnx/cuda, onnx/webgpu, onnx/cpu; got abacus'],
  ])('%s', async (options, message) => {
    const { code, stderr } = await passband(['measure', NETWORK, '--dataset', IMAGES, ...options.split(' ')]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^passband: [^\n]+\n$/) });
    expect(stderr).toContain(`passband: ${message}`);
  });
});

/** Options that fit no dataset, or not this one: refused before anything is measured, in the words that were typed. */
describe('is wrong usage that the engine finds, exit code 2:', () => {
  test.each<[string, string]>([
    ['--pairs 29', '--pairs: class 0 has 28 pairs of images; 29 were asked for'],
    ['--path direction --pairs 9', '--pairs: class 0 has 8 images; 9 were asked for'],
    ['--classes 0,7', '--classes must be indices from 0 to 2; got 7'],
    ['--classes 0,0', '--classes must differ; got 0 twice'],
    ['--class-pairs 99', '--class-pairs must be a whole number from 1 to 3; got 99'],
    ['--class-pairs 3 --scope within', '--class-pairs needs --scope between or both; got 3'],
    ['--classes 1 --scope between', '--scope may hold between only where two classes or more have images; got 1'],
    ['--path phase --window 0.9', '--window must be a number above 0 and at most 0.5; got 0.9'],
    ['--window 0.3', '--window needs --path amplitude or phase; got 0.3 with --path linear'],
    ['--path direction --window 0.3', '--window needs --path amplitude or phase; got 0.3 with --path direction'],
    ['--direction random', '--direction must go with --path direction; got linear'],
    ['--path direction --precision 0.1', '--precision must be left out for direction; got 0.1'],
    ['--path direction --scope between', '--scope must have within for direction; got between'],
    ['--path direction --direction fourier:10,0', 'I of --direction must be a whole number from 0 to 9; got 10'],
    [
      '--path direction --direction composite-f --direction composite-f',
      '--direction must differ; got composite-f twice',
    ],
    [
      '--cutoff-unit cycles-per-distance --cutoff 0.6',
      '--cutoff must be at most 0.5 cycles per distance, where the frequencies of --step 1 end; got 0.6',
    ],
  ])('%s', async (options, message) => {
    const { code, stdout, stderr } = await passband(['measure', NETWORK, '--dataset', IMAGES, ...options.split(' ')]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `passband: ${message}\n` });
  });

  test.each<[string, string, string]>([
    ['jacobian', '--images 25', '--images must be at most 24, as many as the dataset has; got 25'],
    ['heat-map', '--images 25', '--images must be at most 24, as many as the dataset has; got 25'],
    ['jacobian', '--images 1000', '--images must be at most 24, as many as the dataset has; got 1,000'],
    ['heat-map', '--images 1000', '--images must be at most 24, as many as the dataset has; got 1,000'],
    ['jacobian', '--difference 1e-9', '--difference must be a number from 0.0001, since images are float32; got 1e-9'],
    ['jacobian', '--directions 10001', '--directions must be a whole number from 1 to 10,000; got 10001'],
  ])('%s %s', async (command, options, message) => {
    const { code, stderr } = await passband([command, NETWORK, '--dataset', IMAGES, ...options.split(' ')]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `passband: ${message}\n` });
  });
});

test('wrong usage of a command leads to its own help', async () => {
  const { stderr } = await passband(['measure', NETWORK]);
  expect(stderr).toContain('Try passband measure --help.');
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

/** The result of a run on the committed images that must end well. */
async function resultOf(name: string, args: string[]) {
  const json = join(folder, `${name}.json`);
  const { code, stdout, stderr } = await passband([...args, '--dataset', IMAGES, '--json', json]);
  expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' });
  return { stdout, ...JSON.parse(readFileSync(json, 'utf8')) };
}

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

test('passband jacobian gives the norm with bounds', async () => {
  const result = await resultOf('jacobian', ['jacobian', NETWORK, '--images', '12', '--directions', '3']);
  expect(result.stdout).toMatch(/Jacobian norm of the scores/);
  expect(result).toMatchObject({ method: 'jacobian-norm', imagesEvaluated: 48, imageCount: 12, directionCount: 3 });
  expect(result.jacobianNorm.lower).toBeLessThan(result.jacobianNorm.mean);
  expect(result.jacobianNorm.upper).toBeGreaterThan(result.jacobianNorm.mean);
});

test('passband heat-map gives an error rate a cell, null beyond the largest image frequency', async () => {
  const options = ['--images', '8', '--maximum-image-frequency', '1'];
  const { method, height, width, errorRate } = await resultOf('map', ['heat-map', NETWORK, ...options]);
  expect([method, height, width]).toEqual(['fourier-heat-map', 10, 12]);
  expect(errorRate).toHaveLength(120);
  expect(errorRate.filter((rate: number | null) => rate !== null)).toHaveLength(5);
});

test('passband evaluate gives accuracy with bounds, loss and classes', async () => {
  const json = join(folder, 'evaluation.json');
  const { code, stdout } = await passband(['evaluate', NETWORK, '--dataset', IMAGES, '--json', json]);
  expect(code).toBe(0);
  expect(stdout).toContain('0.2500');
  const [golden] = JSON.parse(readFileSync(GOLDEN, 'utf8'));
  const result = JSON.parse(readFileSync(json, 'utf8'));
  expect(result).toMatchObject({ method: 'evaluation', imagesEvaluated: 24, accuracy: { value: golden.accuracy } });
  expect(result.loss).toBeCloseTo(golden.loss, 5);
  expect(result.byClass).toHaveLength(3);
});

test('--resize and --crop bring a folder of images to the size the network takes', async () => {
  const json = join(folder, 'cropped.json');
  const network = join(FIXTURES, 'grey-confident.onnx');
  const sizes = ['--resize', '9', '--crop', '8'];
  const args = ['evaluate', network, '--dataset', join(DATASETS, 'images/grey'), ...sizes, '--json', json];
  expect(await passband(args)).toMatchObject({ code: 0, left: [] });
  expect(JSON.parse(readFileSync(json, 'utf8')).dataset).toMatchObject({ imageCount: 2, imageShape: [8, 8, 1] });
});

test('passband runtimes lists them all', async () => {
  const { code, stdout } = await passband(['runtimes']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^onnx\/cpu +available/m);
  expect(stdout).toMatch(/^onnx\/webgpu +not here/m);
});

test('passband --help is a page with examples, --version a version', async () => {
  const help = await passband(['--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('passband measure net.onnx --dataset images.npz');
  expect(await passband(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
});
