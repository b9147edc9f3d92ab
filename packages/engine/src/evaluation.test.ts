import { describe, expect, test } from 'vitest';
import { addEvaluations, summariseEvaluation } from './evaluation/summary.ts';
import { evaluation } from './evaluation.ts';
import { runShard } from './run-shard.ts';
import { classifierOf, contextOf, PLAIN_FEED, randomImages } from './test-images.ts';

const images = randomImages(2500, { classCount: 4, imageShape: [1, 1, 1] });
/** Always says class 1, by three quarters. */
const classifier = () => classifierOf(4, () => [0.05, 0.75, 0.1, 0.1]);
const shard = (firstRound: number, roundCount: number) => ({
  ...{ method: 'EVALUATION' as const, parameters: { seed: 0 }, firstRound, roundCount },
});

test('hits are the images whose most likely class is their own, the loss is -ln of its probability', async () => {
  const record = await runShard(shard(0, 3), contextOf(classifier(), images));
  expect(record).toMatchObject({ imagesByClass: [625, 625, 625, 625], hitsByClass: [0, 625, 0, 0] });
  expect(record.lossSum).toBeCloseTo(-625 * (Math.log(0.05) + Math.log(0.75) + 2 * Math.log(0.1)), 6);
});

test('rounds add up to the whole in any order', async () => {
  const whole = await runShard(shard(0, 3), contextOf(classifier(), images));
  const rounds = await Promise.all(
    [2, 0, 1].map((round) => runShard(shard(round, 1), contextOf(classifier(), images))),
  );
  const sum = addEvaluations(rounds);
  expect(sum.hitsByClass).toEqual(whole.hitsByClass);
  expect(sum.imagesByClass).toEqual(whole.imagesByClass);
  expect(sum.lossSum).toBeCloseTo(whole.lossSum, 6);
  expect(summariseEvaluation(sum).accuracy?.value).toBe(0.25);
});

test('a probability of 0 has the loss of the least number above 0, not an infinite one', async () => {
  const record = await runShard(
    shard(0, 1),
    contextOf(
      classifierOf(4, () => [1, 0, 0, 0]),
      images,
    ),
  );
  expect(record.lossSum / (-750 * Math.log(Number.MIN_VALUE))).toBeCloseTo(1, 12);
});

test('the first of equally likely classes counts', async () => {
  const record = await runShard(
    shard(0, 1),
    contextOf(
      classifierOf(4, () => [0.2, 0.4, 0.4, 0]),
      images,
    ),
  );
  expect(record.hitsByClass).toEqual([0, 250, 0, 0]);
});

test('the summary has bounds by Wilson, none for a class without images', () => {
  const summary = summariseEvaluation({ imagesByClass: [10, 0], hitsByClass: [5, 0], lossSum: 20 });
  expect(summary).toMatchObject({ imageCount: 10, loss: 2, accuracy: { value: 0.5 } });
  expect(summary.accuracy?.lower).toBeCloseTo(0.2366, 4);
  expect(summary.byClass[0]).toMatchObject({ classIndex: 0, imageCount: 10, accuracy: { value: 0.5 } });
  expect(summary.byClass[1]).toEqual({ classIndex: 1, imageCount: 0, accuracy: null });
});

test('the images are what the network is fed, each in its place of the batch', async () => {
  const fed: number[] = [];
  const watching = classifierOf(4, (image) => {
    fed.push(...image);
    return [1, 0, 0, 0];
  });
  const feed = { ...PLAIN_FEED, inputScale: 'BYTE' as const, inputMean: [0], inputStd: [1] };
  await runShard(shard(2, 1), contextOf(watching, images, { feed, batchSize: 7 }));
  const pixels = await Promise.all(Array.from({ length: 500 }, (_, k) => images.read(2000 + k)));
  expect(fed).toEqual(pixels.map(([pixel]) => pixel));
});

test('the loss is that of the own class where each image has another', async () => {
  const turning = classifierOf(2, ([pixel = 0]) => [0.2 + 0.5 * pixel, 0.8 - 0.5 * pixel]);
  const few = { ...randomImages(20, { classCount: 2, imageShape: [1, 1, 1] }), mean: [0], std: [1] };
  const { lossSum } = await runShard(shard(0, 1), contextOf(turning, few));
  const pixels = await Promise.all(Array.from({ length: 20 }, (_, k) => few.read(k)));
  const losses = pixels.map(([pixel = 0], k) => -Math.log(k % 2 === 0 ? 0.2 + pixel / 510 : 0.8 - pixel / 510));
  expect(lossSum).toBeCloseTo(
    losses.reduce((sum, loss) => sum + loss, 0),
    5,
  );
});

describe('a record from outside', () => {
  const facts = {
    imageCount: 1500,
    imageShape: [1, 1, 1],
    classes: ['a', 'b'].map((name) => ({ name, imageCount: 750 })),
  };
  const record = { imagesByClass: [100, 400], hitsByClass: [100, 0], lossSum: 12 };
  const decode = (change: object) =>
    evaluation.decode(JSON.parse(JSON.stringify({ ...record, ...change })), shard(1, 1), facts);

  test('of the last round holds the images that are left', () => {
    expect(decode({})).toEqual(record);
  });

  test('may have a loss a little below 0, by rounding', () => {
    expect(decode({ lossSum: -0.4 }).lossSum).toBe(-0.4);
    expect(decode({ lossSum: 0 }).lossSum).toBe(0);
  });

  test.each([
    [{ other: 1 }, 'record must have the keys imagesByClass, hitsByClass, lossSum only; got "other"'],
    [{ hitsByClass: [0] }, 'record.hitsByClass must have 2 items; got 1'],
    [{ imagesByClass: [751, 0] }, 'record.imagesByClass[0] must be a whole number from 0 to 750; got 751'],
    [{ imagesByClass: [500, 500] }, 'record.imagesByClass must add up to 500 images; got 1000'],
    [{ hitsByClass: [101, 0] }, 'record.hitsByClass[0] must be at most 100; got 101'],
    [{ hitsByClass: [0, 401] }, 'record.hitsByClass[1] must be at most 400; got 401'],
    [{ lossSum: null }, 'record.lossSum must be a finite number; got null'],
    [{ lossSum: -0.6 }, 'record.lossSum must not be negative; got -0.6'],
  ])('with %j is refused', (change, message) => expect(() => decode(change)).toThrow(message));
});

test('the seed must be a whole number from 0', () => {
  const facts = { imageCount: 1, imageShape: [1, 1, 1], classes: [{ name: 'a', imageCount: 1 }] };
  expect(evaluation.parseParameters({}, facts).parameters).toEqual({ seed: 0 });
  expect(evaluation.parseParameters({ seed: -1 }, facts).problems[0]?.message).toBe(
    'seed must be a whole number from 0; got -1',
  );
});

test('no records are no images: no accuracy and no loss', () => {
  expect(summariseEvaluation(addEvaluations([]))).toEqual({ imageCount: 0, accuracy: null, loss: null, byClass: [] });
});
