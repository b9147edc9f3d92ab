import { describe, expect, test } from 'vitest';
import type { Run } from './batch.ts';
import { batchesOf } from './batches.ts';
import type { Classifier, LineSamples } from './classifier.ts';
import { EngineError } from './errors.ts';
import type { RunContext } from './run-context.ts';
import { classifierOf, contextOf, randomImages } from './test-images.ts';

const SIZE = 5;
const images = randomImages(2);
const sumOf = (image: Float32Array): number => image.reduce((sum, value) => sum + value, 0);
const summing = (): ReturnType<typeof classifierOf> => classifierOf(1, (image) => [sumOf(image)]);

/** Runs whose values, images' sums, are kept in the order in which they came. */
function keeping(kept: number[]): { line(start: number, count: number): Run; written(value: number): Run } {
  const use: Run['use'] = (values, start, _, count) => kept.push(...values.subarray(start, start + count));
  return {
    line: (start, count) => ({
      count,
      line: { start: new Float64Array(SIZE).fill(start), direction: new Float64Array(SIZE).fill(1), weight: (k) => k },
      use,
    }),
    written: (value) => ({ count: 1, write: (_, target, offset) => target.fill(value, offset, offset + SIZE), use }),
  };
}

async function valuesOf(context: RunContext, add: (runs: ReturnType<typeof keeping>) => Run[]): Promise<number[]> {
  const kept: number[] = [];
  const batches = batchesOf(context, SIZE);
  for (const run of add(keeping(kept))) await batches.add(run);
  await batches.finish();
  return kept;
}

const mixed = (runs: ReturnType<typeof keeping>): Run[] => [
  ...[runs.line(0, 7), runs.written(100), runs.line(50, 1), runs.written(200), runs.line(10, 9)],
];
const MIXED = [0, 1, 2, 3, 4, 5, 6, 100, 50, 200, ...Array.from({ length: 9 }, (_, k) => 10 + k)].map((v) => SIZE * v);

/** Takes some batches at once and is ready with the last one first. */
function backwards(batchesAtOnce: number): Classifier & { most: number } {
  const waiting: (() => void)[] = [];
  return {
    ...summing(),
    batchesAtOnce,
    most: 0,
    async evaluate(batch, count) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        this.most = Math.max(this.most, waiting.length);
        setImmediate(() => setImmediate(() => waiting.pop()?.()));
      });
      return Float64Array.from({ length: count }, (_, k) => sumOf(batch.subarray(k * SIZE, (k + 1) * SIZE)));
    },
  };
}

describe('values are used in the order of the images', () => {
  test.each([1, 2, 3, 64])('at batches of %i', async (batchSize) => {
    expect(await valuesOf(contextOf(summing(), images, { batchSize }), mixed)).toEqual(MIXED);
  });

  test.each([2, 3, 5])('with %i batches at once, of which the last is ready first', async (batchesAtOnce) => {
    const classifier = backwards(batchesAtOnce);
    expect(await valuesOf(contextOf(classifier, images, { batchSize: 2 }), mixed)).toEqual(MIXED);
    expect(classifier.most).toBeLessThanOrEqual(batchesAtOnce);
    expect(classifier.most).toBeGreaterThan(1);
  });
});

describe('large images', () => {
  const none = { ...summing(), evaluate: async () => new Float64Array() };

  test.each([
    ['1500 x 1500 x 3 at the default', 1500 * 1500 * 3, 64, 9],
    ['512 x 512 x 3 at 2000', 512 * 512 * 3, 2000, 85],
    ['32 x 32 x 3 at 2000', 32 * 32 * 3, 2000, 2000],
    ['4000 x 4000 x 3, one at a time', 4000 * 4000 * 3, 64, 1],
  ])('are evaluated in batches that fit into memory: %s', async (_, size, batchSize, expected) => {
    const counts: number[] = [];
    const evaluate = async (_images: Float32Array, count: number) => {
      counts.push(count);
      return new Float64Array(count);
    };
    const batches = batchesOf(contextOf({ ...none, evaluate }, images, { batchSize }), size);
    await batches.add({ count: batchSize, write() {}, use() {} });
    await batches.finish();
    expect(counts[0]).toBe(expected);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(batchSize);
  });

  test('that do not fit one at a time are refused in a sentence', () => {
    expect(() => batchesOf(contextOf(none, images), 10_000 * 10_000 * 3)).toThrow(
      new EngineError('images must have at most 89478485 values each; these have 300000000'),
    );
  });
});

describe('where the device makes samples', () => {
  /** Keeps what it was sent. */
  function device(): Classifier & { sent: LineSamples[]; batches: number[] } {
    const sent: LineSamples[] = [];
    return {
      ...summing(),
      sent,
      async evaluateLines(samples) {
        sent.push(samples);
        const { starts, directions, start, direction, weight, count } = samples;
        return Float64Array.from({ length: count }, (_, k) =>
          Array.from({ length: SIZE }, (_, at) => at).reduce(
            (sum, at) => sum + starts[start[k]! * SIZE + at]! + weight[k]! * directions[direction[k]! * SIZE + at]!,
            0,
          ),
        );
      },
    };
  }

  test('lines are sent as end points and weights, other images as they are, all in order', async () => {
    const classifier = device();
    expect(await valuesOf(contextOf(classifier, images, { batchSize: 4 }), mixed)).toEqual(MIXED);
    expect(classifier.batches).toEqual([1, 1]);
    expect(classifier.sent.map(({ count }) => count)).toEqual([4, 3, 1, 4, 4, 1]);
  });

  test('an array that several runs of a batch share is sent once', async () => {
    const classifier = device();
    const start = Float64Array.from({ length: SIZE }, (_, k) => k);
    const runs = [1, 2, 3].map((factor): Run => {
      const direction = new Float64Array(SIZE).fill(factor);
      return { count: 2, line: { start, direction, weight: (k) => k }, use() {} };
    });
    await valuesOf(contextOf(classifier, images), () => runs);
    expect(classifier.sent).toHaveLength(1);
    expect(classifier.sent[0]).toMatchObject({ startCount: 1, directionCount: 3, count: 6 });
  });
});

test('an error of one batch is the error of the whole, though others are under way', async () => {
  let calls = 0;
  const classifier: Classifier = {
    ...summing(),
    batchesAtOnce: 3,
    async evaluate(_, count) {
      if (++calls === 2) throw new Error('out of memory');
      return new Float64Array(count);
    },
  };
  await expect(valuesOf(contextOf(classifier, images, { batchSize: 1 }), mixed)).rejects.toThrow('out of memory');
});
