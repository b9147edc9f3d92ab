import { expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import type { ImageSource } from '../images.ts';
import { planMeasurement, runShard } from '../run-shard.ts';
import { contextOf, randomImages, wavyClassifier } from '../test-images.ts';
import { parsePathSpectrumParameters } from './parameters.ts';
import { planPathSpectrum } from './plan.ts';

function parametersOf(images: ImageSource, input: Record<string, unknown>) {
  const { parameters } = parsePathSpectrumParameters(input, datasetFacts(images));
  if (!parameters) throw new Error('the parameters of a test must be right');
  return parameters;
}

test('the plan counts exactly the images that are evaluated', async () => {
  const images = randomImages(30);
  const parameters = parametersOf(images, { pairsPerGroup: 7, step: 0.7 });
  const plan = await planPathSpectrum(parameters, images);
  const shard = { method: 'PATH_SPECTRUM' as const, parameters, firstRound: 0, roundCount: 7 };
  const paths = await runShard(shard, contextOf(wavyClassifier(3), images));
  const imagesTotal = paths.reduce((sum, { samples }) => sum + samples, 0);
  expect(plan).toEqual({ rounds: 7, withinPaths: 21, betweenPaths: 21, imagesTotal, exact: true });
});

test('of large images it is estimated from some rounds, to a few percent', async () => {
  const tiles = randomImages(60, { imageShape: [50, 50, 3] });
  const read = async (index: number) => Buffer.alloc(500 * 500 * 3, await tiles.read(index));
  const images: ImageSource = { ...tiles, imageShape: [500, 500, 3], read };
  const parameters = parametersOf(images, { pairsPerGroup: 40, step: 20, scopes: ['WITHIN_CLASS'] });
  const plan = await planPathSpectrum(parameters, images);
  const [a, b] = await Promise.all([images.read(0), images.read(3)]);
  const length = Math.sqrt(a.reduce((sum, pixel, k) => sum + ((pixel - b[k]!) / 255 / images.std[k % 3]!) ** 2, 0));
  expect(plan).toMatchObject({ rounds: 40, withinPaths: 120, betweenPaths: 0, exact: false });
  expect(plan.imagesTotal / (120 * (length / 20))).toBeCloseTo(1, 1);
});

test('of a fixed number of samples it is exact, and nothing is read', async () => {
  const images = { ...randomImages(30), read: () => Promise.reject(new Error('an image was read')) };
  const parameters = parametersOf(images, { path: 'PHASE', pairsPerGroup: 7, samples: 9 });
  expect(await planPathSpectrum(parameters, images)).toEqual({
    ...{ rounds: 7, withinPaths: 21, betweenPaths: 21, imagesTotal: 42 * 9, exact: true },
  });
});

test('under precision it is what there is at most', async () => {
  const images = randomImages(30);
  const parameters = parametersOf(images, { path: 'AMPLITUDE', pairsPerGroup: 7, samples: 9, precision: 0.1 });
  expect(await planPathSpectrum(parameters, images)).toMatchObject({ imagesTotal: 42 * 9, exact: false });
});

test('of very many groups some, evenly spread, are looked at', async () => {
  // 2,500,000 values an image: eight may be compared.
  const tiles = randomImages(40, { imageShape: [1, 1, 1], classCount: 20 });
  let reads = 0;
  const read = async (index: number) => {
    reads++;
    // Classes from the eleventh are at twice the distance.
    return Buffer.alloc(2_500_000, index < 20 ? 0 : index % 20 < 10 ? 51 : 102);
  };
  const images: ImageSource = { ...tiles, imageShape: [2500, 1000, 1], read };
  const parameters = parametersOf(images, { pairsPerGroup: 1, step: 100, scopes: ['WITHIN_CLASS'] });
  const { imagesTotal, exact } = await planPathSpectrum(parameters, images);
  const near = Math.ceil(((0.2 / images.std[0]!) * Math.sqrt(2_500_000)) / 100);
  expect(exact).toBe(false);
  expect(reads).toBe(14);
  expect(imagesTotal / (20 * 1.5 * near)).toBeGreaterThan(0.9);
  expect(imagesTotal / (20 * 1.5 * near)).toBeLessThan(1.1);
});

test('an evaluation has a round for every thousand images', async () => {
  const images = randomImages(2001, { imageShape: [1, 1, 1] });
  expect(await planMeasurement('EVALUATION', { seed: 0 }, images)).toEqual({
    rounds: 3,
    imagesTotal: 2001,
    exact: true,
  });
});
