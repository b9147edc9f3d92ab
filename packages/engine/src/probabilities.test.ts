import { describe, expect, test } from 'vitest';
import { outputOf, restoreLargest, toProbabilities } from './probabilities.ts';

describe('values are taken for probabilities', () => {
  test.each<[string, number[], 'LOGITS' | 'PROBABILITIES']>([
    ['where all rows sum to 1', [0.2, 0.8, 1, 0], 'PROBABILITIES'],
    ['to within rounding', [0.2003, 0.8, 1.0000005, -5e-7], 'PROBABILITIES'],
    ['but not where one row does not', [0.2, 0.8, 1, 0.01], 'LOGITS'],
    ['nor where one value is negative', [1.1, -0.1, 1, 0], 'LOGITS'],
    ['nor where one is NaN', [Number.NaN, 1, 1, 0], 'LOGITS'],
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

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d', (value) => {
    expect(() => softmax([0, value])).toThrow('the network gives values that are not finite');
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
