import { expect, test } from 'vitest';
import { addEvaluations, isNearChance, summariseEvaluation } from './evaluation/summary.ts';
import { evaluation } from './evaluation.ts';
import { runShard } from './run-shard.ts';
import { classifierOf, contextOf, randomImages } from './test-images.ts';

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

test('a probability of 0 is a large loss, not an infinite one', async () => {
  const record = await runShard(
    shard(0, 1),
    contextOf(
      classifierOf(4, () => [1, 0, 0, 0]),
      images,
    ),
  );
  expect(Number.isFinite(record.lossSum)).toBe(true);
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
  expect(summary.byClass[1]).toEqual({ classIndex: 1, imageCount: 0, accuracy: null });
});

test('the seed must be a whole number from 0', () => {
  const facts = { imageCount: 1, imageShape: [1, 1, 1], classes: [{ name: 'a', imageCount: 1 }] };
  expect(evaluation.parseParameters({}, facts).parameters).toEqual({ seed: 0 });
  expect(evaluation.parseParameters({ seed: -1 }, facts).problems[0]?.message).toBe(
    'seed must be a whole number from 0; got -1',
  );
});

test.each([
  [10, 0.1, true],
  [10, 0.15, true],
  [10, 0.16, false],
  [2, 0.5, true],
  [2, 0.7, false],
  [1, 1, false],
])('of %i classes an accuracy of %f is near chance: %s', (classCount, accuracy, near) => {
  expect(isNearChance(accuracy, classCount)).toBe(near);
});

test('no records are no images: no accuracy and no loss', () => {
  expect(summariseEvaluation(addEvaluations([]))).toEqual({ imageCount: 0, accuracy: null, loss: null, byClass: [] });
});
