import { drawImages, randomDirection } from '@passband/spectrum';
import { describe, expect, test } from 'vitest';
import type { Classifier, NetworkValues } from './classifier.ts';
import { datasetFacts } from './dataset-facts.ts';
import { summariseJacobianNorm } from './jacobian-norm/summary.ts';
import { jacobianNorm } from './jacobian-norm.ts';
import { planMeasurement, runShard } from './run-shard.ts';
import { scoring } from './scoring.ts';
import { classifierOf, contextOf, PLAIN_FEED, randomImages } from './test-images.ts';

const images = randomImages(120, { imageShape: [3, 4, 2] });
const size = 24;
const parse = (input: Record<string, unknown>) => jacobianNorm.parseParameters(input, datasetFacts(images));

/** Scores that are a linear map of what the network is fed: rows of random weights. */
const weights = Array.from({ length: 3 }, (_, row) => randomDirection(size, 9, row));
const linear = () => {
  const classifier = classifierOf(3, (image) =>
    weights.map((row) => row.reduce((sum, weight, k) => sum + weight * image[k]!, 0)),
  );
  const asked: (NetworkValues | undefined)[] = [];
  const evaluate = classifier.evaluate.bind(classifier);
  classifier.evaluate = (batch, count, values) => {
    asked.push(values);
    return evaluate(batch, count, values);
  };
  return { classifier, asked };
};
const shard = (input: Record<string, unknown>, firstRound: number, roundCount: number) => {
  const { parameters } = parse(input);
  if (!parameters) throw new Error('the parameters of a test must be right');
  return { method: 'JACOBIAN_NORM' as const, parameters, firstRound, roundCount };
};
const unit = (direction: Float64Array): Float64Array => {
  const norm = Math.hypot(...direction);
  return direction.map((value) => value / norm);
};

describe('a linear network', () => {
  test('has the squares of its own differences along the directions, in normalised pixel space, whatever it is fed', async () => {
    const feed = { ...PLAIN_FEED, inputScale: 'BYTE' as const, inputMean: [3, 5], inputStd: [40, 70] };
    const { classifier, asked } = linear();
    const context = contextOf(classifier, images, { feed, batchSize: 7 });
    const { squares } = await runShard(shard({ images: 10, directions: 4, seed: 2 }, 0, 1), context);
    const along = Array.from({ length: 4 }, (_, k) => unit(randomDirection(size, 2, k)));
    const slopes = along.map((u) =>
      weights.map((row) =>
        row.reduce((sum, weight, k) => sum + (weight * u[k]! * images.std[k % 2]! * 255) / feed.inputStd[k % 2]!, 0),
      ),
    );
    const expected = (size * slopes.flat().reduce((sum, slope) => sum + slope * slope, 0)) / 4;
    expect(squares).toHaveLength(10);
    for (const square of squares) expect(Math.abs(square / expected - 1)).toBeLessThan(2e-3);
    expect(new Set(asked)).toEqual(new Set(['SCORES']));
  });

  test('has about its Frobenius norm over many directions', async () => {
    const record = await runShard(
      shard({ images: 2, directions: 2000, difference: 1 }, 0, 1),
      contextOf(linear().classifier, images),
    );
    const fed = weights.flatMap((row) => [...row]);
    const frobenius = Math.hypot(...fed);
    expect(Math.abs(summariseJacobianNorm([record])!.mean / frobenius - 1)).toBeLessThan(0.03);
  });
});

test('a runtime that evaluates lines is asked for scores along them, and for nothing else', async () => {
  const asked: (NetworkValues | undefined)[] = [];
  let isClosed = false;
  const classifier: Classifier = {
    ...linear().classifier,
    async evaluateLines({ count }, values) {
      asked.push(values);
      return new Float64Array(3 * count);
    },
    async close() {
      isClosed = true;
    },
  };
  const context = contextOf(classifier, images, { batchSize: 7 });
  await runShard(shard({ images: 10, directions: 4 }, 0, 1), context);
  expect(new Set(asked)).toEqual(new Set(['SCORES']));
  await scoring(context).classifier.close();
  expect(isClosed).toBe(true);
});

test('images are drawn by the seed from the stream of Jacobian norms', async () => {
  const seen: number[] = [];
  const read = async (index: number) => {
    seen.push(index);
    return images.read(index);
  };
  await runShard(
    shard({ images: 5, directions: 1, seed: 3 }, 0, 1),
    contextOf(linear().classifier, { ...images, read }),
  );
  expect(seen).toEqual(drawImages(images.labels, 5, 3, 'jacobian'));
});

test('rounds are 50 images each and add up to the whole in any order', async () => {
  const wavy = classifierOf(3, (image) => [Math.sin(image[0]!), Math.cos(3 * image[5]!), image[7]! ** 2]);
  const input = { images: 120, directions: 3 };
  const whole = await runShard(shard(input, 0, 3), contextOf(wavy, images));
  const parts = await Promise.all([2, 0, 1].map((k) => runShard(shard(input, k, 1), contextOf(wavy, images))));
  expect(parts.map(({ squares }) => squares.length)).toEqual([20, 50, 50]);
  expect([...parts[1]!.squares, ...parts[2]!.squares, ...parts[0]!.squares]).toEqual(whole.squares);
  const [a, b] = [summariseJacobianNorm(parts)!, summariseJacobianNorm([whole])!];
  expect(a.mean).toBeCloseTo(b.mean, 12);
  expect(a.count).toBe(120);
});

test('the plan counts each image once as it is and once a direction', async () => {
  const { parameters } = parse({ images: 101, directions: 4 });
  expect(await planMeasurement('JACOBIAN_NORM', parameters!, images)).toEqual({
    ...{ rounds: 3, imagesTotal: 505, exact: true },
  });
});

describe('parameters', () => {
  test('are filled in; a smaller dataset gives all its images for the default 1,000, however it is said', () => {
    const defaults = { images: 120, directions: 16, difference: 0.01, seed: 0 };
    expect(parse({}).parameters).toEqual(defaults);
    expect(parse({ images: 1000, seed: null }).parameters).toEqual(defaults);
  });

  test.each([
    [{ images: 121 }, 'images must be at most 120, as many as the dataset has; got 121'],
    [{ images: 0 }, 'images must be a whole number from 1; got 0'],
    [{ directions: 0 }, 'directions must be a whole number from 1 to 10,000; got 0'],
    [{ difference: 0 }, 'difference must be a number from 0.0001, since images are float32; got 0'],
    [{ difference: 1e-9 }, 'difference must be a number from 0.0001, since images are float32; got 1e-9'],
    [{ seed: 3e9 }, 'seed must be a whole number from 0 to 2,147,483,647; got 3000000000'],
    [{ seed: 0.5 }, 'seed must be a whole number from 0; got 0.5'],
  ])('%j is refused: the rule, then the value', (input, message) =>
    expect(parse(input).problems).toEqual([{ field: Object.keys(input)[0], message, code: 'INVALID' }]),
  );
});

describe('a record from outside', () => {
  const order = shard({ images: 60 }, 1, 1);
  const decode = (value: unknown) => jacobianNorm.decode(value, order, datasetFacts(images));
  test('is the same after the wire', () => {
    const record = { squares: Array.from({ length: 10 }, (_, k) => k) };
    expect(decode(JSON.parse(JSON.stringify(jacobianNorm.encode(record))))).toEqual(record);
  });
  test.each([
    [7, 'record must be an object; got 7'],
    [{ squares: [1] }, 'record.squares must have 10 items; got 1'],
    [{ squares: Array(10).fill(-1) }, 'record.squares[0] must not be negative; got -1'],
    [{ squares: Array(10).fill(null) }, 'record.squares[0] must be a finite number; got null'],
  ])('%j is refused', (value, message) => expect(() => decode(value)).toThrow(message));
});
