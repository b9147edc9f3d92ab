import { drawImages, fourierBasisImage } from '@passband/spectrum';
import { describe, expect, test } from 'vitest';
import { datasetFacts } from './dataset-facts.ts';
import { summariseFourierHeatMap } from './fourier-heat-map/summary.ts';
import { fourierHeatMap } from './fourier-heat-map.ts';
import { planMeasurement, runShard } from './run-shard.ts';
import { classifierOf, contextOf, PLAIN_FEED, randomImages } from './test-images.ts';

const images = randomImages(30, { imageShape: [4, 5, 2] });
const drawn = drawImages(images.labels, 30, 0, 'heat-map');
const parse = (input: Record<string, unknown>) => fourierHeatMap.parseParameters(input, datasetFacts(images));
const shard = (input: Record<string, unknown>, firstRound: number, roundCount: number) => {
  const { parameters } = parse(input);
  if (!parameters) throw new Error('the parameters of a test must be right');
  return { method: 'FOURIER_HEAT_MAP' as const, parameters, firstRound, roundCount };
};
const sine = () =>
  classifierOf(3, (image) => {
    const along = image.reduce((sum, value, k) => sum + value * Math.sin(k), 0);
    return [Math.sin(along), Math.cos(along), 0.3];
  });

test('images are shifted by norm times the basis image, the same in every channel of normalised pixel space', async () => {
  const fed: number[][] = [];
  const classifier = classifierOf(3, (image) => {
    fed.push([...image]);
    return [1, 0, 0];
  });
  const feed = { ...PLAIN_FEED, inputScale: 'BYTE' as const, inputMean: [0, 0], inputStd: [1, 1] };
  await runShard(shard({ images: 1, norm: 3 }, 0, 21), contextOf(classifier, images, { feed }));
  expect(fed).toHaveLength(21);
  const [plain = []] = fed;
  for (const [k, image] of fed.slice(1).entries()) {
    const basis = fourierBasisImage(Math.floor(k / 5), k % 5, 4, 5);
    const shift = image.map((value, n) => (value - plain[n]!) / 255 / images.std[n % 2]!);
    expect(Math.hypot(...shift)).toBeCloseTo(3, 5);
    shift.forEach((value, n) => {
      expect(value).toBeCloseTo((3 / Math.SQRT2) * basis[Math.floor(n / 2)]!, 5);
    });
  }
});

test('a network that knows every image, but none that is shifted, errs on nothing in round 0 and then on all but its guess', async () => {
  const known = new Map<string, number>();
  const knowing = classifierOf(3, (image) => {
    const label = known.get(image.join()) ?? 0;
    return [0, 1, 2].map((classIndex) => (classIndex === label ? 0.8 : 0.1));
  });
  const all = shard({}, 0, 21);
  await runShard(
    { ...all, roundCount: 1 },
    contextOf(
      classifierOf(3, (image) => {
        known.set(image.join(), images.labels[drawn[known.size]!]!);
        return [1, 0, 0];
      }),
      images,
    ),
  );
  expect(known.size).toBe(30);
  const { errors } = await runShard(all, contextOf(knowing, images, { batchSize: 7 }));
  expect(errors).toEqual([0, ...Array(20).fill(20)]);
});

test('images are drawn by the seed from the stream of heat maps', async () => {
  const seen: number[] = [];
  const read = async (index: number) => {
    seen.push(index);
    return images.read(index);
  };
  await runShard(shard({ images: 5, seed: 3 }, 0, 1), contextOf(sine(), { ...images, read }));
  expect(seen).toEqual(drawImages(images.labels, 5, 3, 'heat-map'));
});

test('a round behind the last is refused', async () => {
  await expect(runShard(shard({}, 21, 1), contextOf(sine(), images))).rejects.toThrow(
    'a round of a heat map must be from 0 to 20; got 21',
  );
});

test('rounds measured alone, in any order and batch size, are those of the whole', async () => {
  const whole = await runShard(shard({}, 0, 21), contextOf(sine(), images));
  const parts = [];
  for (const [firstRound, roundCount] of [
    [14, 7],
    [0, 1],
    [1, 13],
  ] as const) {
    const record = await runShard(shard({}, firstRound, roundCount), contextOf(sine(), images, { batchSize: 7 }));
    parts.push({ firstRound, record });
  }
  const { parameters } = parse({});
  const summary = summariseFourierHeatMap(parameters!, images.imageShape, parts);
  expect(summary.errorRate).toEqual(whole.errors.slice(1).map((count) => count / 30));
  expect(summary.errorRateUnshifted?.value).toBe(whole.errors[0]! / 30);
  expect(summary).toMatchObject({ height: 4, width: 5, imageCount: 30 });
});

test('cells above the maximum image frequency, or not measured yet, are null', async () => {
  const input = { maximumImageFrequency: 1 };
  const { parameters } = parse(input);
  expect(await planMeasurement('FOURIER_HEAT_MAP', parameters!, images)).toEqual({
    ...{ rounds: 6, imagesTotal: 180, exact: true },
  });
  const record = await runShard(shard(input, 1, 4), contextOf(sine(), images));
  const { errorRate, errorRateUnshifted } = summariseFourierHeatMap(parameters!, images.imageShape, [
    { firstRound: 1, record },
  ]);
  const measured = errorRate.flatMap((rate, k) => (rate === null ? [] : [[Math.floor(k / 5), k % 5]]));
  expect(errorRate).toHaveLength(20);
  // The cross round the centre (2, 2), row by row, but its last.
  expect(measured).toEqual([
    [1, 2],
    [2, 1],
    [2, 2],
    [2, 3],
  ]);
  expect(errorRateUnshifted).toBeNull();
});

describe('parameters', () => {
  test('are filled in', () =>
    expect(parse({}).parameters).toEqual({ images: 30, norm: 4, maximumImageFrequency: null, seed: 0 }));

  test.each([
    [{ norm: 0 }, 'norm must be a number above 0; got 0'],
    [{ maximumImageFrequency: -1 }, 'maximumImageFrequency must be a number from 0; got -1'],
    [{ images: 31 }, 'images must be at most 30, as many as the dataset has; got 31'],
  ])('%j is refused: the rule, then the value', (input, message) =>
    expect(parse(input).problems.map((problem) => problem.message)).toEqual([message]),
  );

  test('of a dataset without images are refused', () => {
    const none = { imageCount: 0, imageShape: null, classes: [] };
    expect(fourierHeatMap.parseParameters({}, none).problems[0]?.message).toBe(
      'the dataset must have images; it has none',
    );
  });
});

test.each([
  [{ errors: [1] }, 'record.errors must have 2 items; got 1'],
  [[], 'record must be an object; got []'],
  [{ errors: [31, 0] }, 'record.errors[0] must be a whole number from 0 to 30; got 31'],
])('a record from outside of %j is refused', (value, message) => {
  expect(() => fourierHeatMap.decode(value, shard({}, 0, 2), datasetFacts(images))).toThrow(message);
});

test('a record from outside is the same after the wire', () => {
  const record = { errors: [30, 0] };
  const text = JSON.stringify(fourierHeatMap.encode(record));
  expect(fourierHeatMap.decode(JSON.parse(text), shard({}, 0, 2), datasetFacts(images))).toEqual(record);
});
