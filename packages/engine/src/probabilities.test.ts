import { describe, expect, test } from 'vitest';
import { outputOf, restoreLargest, toProbabilities, toScores } from './probabilities.ts';

describe('values are taken for probabilities', () => {
  test.each<[string, number[], 'LOGITS' | 'PROBABILITIES']>([
    ['where all rows sum to 1', [0.2, 0.8, 1, 0], 'PROBABILITIES'],
    ['to within rounding', [0.2003, 0.8, 1.0000005, -5e-7], 'PROBABILITIES'],
    ['but not where one row does not', [0.2, 0.8, 1, 0.01], 'LOGITS'],
    ['nor where one value is negative', [1.1, -0.1, 1, 0], 'LOGITS'],
    ['nor where one is NaN', [Number.NaN, 1, 1, 0], 'LOGITS'],
    ['to within 1e-3, above and below', [0.2009, 0.8, 0.9991, 0], 'PROBABILITIES'],
    ['but no more above', [0.2, 0.802, 1, 0], 'LOGITS'],
    ['and no more below', [0.2, 0.798, 1, 0], 'LOGITS'],
    ['nor where one is more than rounding below 0', [1, -2e-6, 1, 0], 'LOGITS'],
  ])('%s', (_, values, output) => expect(outputOf(Float32Array.from(values), 2)).toBe(output));
});

function softmax(values: number[]): number[] {
  const target = new Float64Array(values.length);
  toProbabilities(Float32Array.from(values), 1, values.length, 'LOGITS', target);
  return [...target];
}

describe('softmax', () => {
  test('sums to 1 and keeps ratios of exp', () => {
    const [a, b, c] = softmax([1, 2, 3]);
    expect(a! + b! + c!).toBeCloseTo(1, 15);
    expect(c! / b!).toBeCloseTo(Math.E, 12);
  });

  test('does not overflow', () => expect(softmax([1e30, -1e30])).toEqual([1, 0]));

  test('keeps what float32 would lose', () => {
    const [, small] = softmax([60, 0]);
    expect(small).toBeCloseTo(Math.exp(-60), 36);
  });

  test('is of each row by itself, and leaves what lies behind alone', () => {
    const target = new Float64Array(5).fill(7);
    toProbabilities(Float32Array.of(0, 0, 5, 5), 2, 2, 'LOGITS', target);
    expect([...target]).toEqual([0.5, 0.5, 0.5, 0.5, 7]);
  });
});

describe('scores', () => {
  const scores = (values: number[], output: 'LOGITS' | 'PROBABILITIES'): number[] => {
    const target = new Float64Array(values.length);
    toScores(Float32Array.from(values), values.length / 2, 2, output, target);
    return [...target];
  };

  test('are logits as they are', () => expect(scores([1.5, -30, 0, 2], 'LOGITS')).toEqual([1.5, -30, 0, 2]));

  test('are logarithms of probabilities, of 0 that of the least number', () => {
    expect(scores([0.25, 0.75, 1, 0], 'PROBABILITIES')).toEqual([
      ...[Math.log(0.25), Math.log(0.75), 0, Math.log(Number.MIN_VALUE)],
    ]);
  });

  test('of what is no probability are refused', () => {
    expect(() => scores([0.5, 1.02], 'PROBABILITIES')).toThrow(/must be from 0 to 1; it gives 1.01/);
  });
});

describe.each<[string, (values: Float32Array, target: Float64Array) => void]>([
  ['probabilities of logits', (values, target) => toProbabilities(values, 1, 2, 'LOGITS', target)],
  ['probabilities', (values, target) => toProbabilities(values, 1, 2, 'PROBABILITIES', target)],
  ['scores', (values, target) => toScores(values, 1, 2, 'LOGITS', target)],
  ['the largest probability', (values, target) => restoreLargest(values, 1, 2, target)],
])('%s', (_, write) => {
  test.each([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'infinite'],
    [Number.NEGATIVE_INFINITY, 'infinite'],
  ])('are refused of %d, which is named with what to look at', (value, shown) => {
    for (const values of [Float32Array.of(0, value), Float32Array.of(value, 0)])
      expect(() => write(values, new Float64Array(2))).toThrow(
        `the network gives values that are not finite (${shown}); check its weights and what it is fed (mean, std, scale)`,
      );
  });
});

test('probabilities pass as they are', () => {
  const target = new Float64Array(4);
  toProbabilities(Float32Array.of(0.25, 0.75, 1, 0), 2, 2, 'PROBABILITIES', target);
  expect([...target]).toEqual([0.25, 0.75, 1, 0]);
});

test.each([7.5, -0.5, 1.02])('refuses %d as a probability', (value) => {
  expect(() => toProbabilities(Float32Array.of(0.5, value), 1, 2, 'PROBABILITIES', new Float64Array(2))).toThrow(
    /must be from 0 to 1; it gives .* `output` logits/,
  );
});

test('takes what rounding leaves of a probability', () => {
  const target = new Float64Array(2);
  toProbabilities(Float32Array.of(-1e-4, 1.0004), 1, 2, 'PROBABILITIES', target);
  expect(target[1]).toBeCloseTo(1.0004, 6);
});

test('the largest float32 probability is what the others leave', () => {
  const target = new Float64Array(6);
  restoreLargest(Float32Array.of(1e-9, 1, 2e-9, 0.25, 0.25, 0.5), 2, 3, target);
  expect(1 - target[1]!).toBeCloseTo(3e-9, 15);
  expect(target[5]).toBe(0.5);
  expect(target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 15);
});
