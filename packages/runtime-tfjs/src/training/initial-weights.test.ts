import { expect, test } from 'vitest';
import { initialKernel, isKernel } from './initial-weights.ts';

const varianceOf = (values: Float32Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

test('a kernel has the variance 2 / (number of values that one output is made of)', () => {
  expect(varianceOf(initialKernel(0, 'convolution', [3, 3, 32, 64])) * (9 * 32)).toBeCloseTo(2, 1);
  expect(varianceOf(initialKernel(0, 'dense', [256, 100])) * 256).toBeCloseTo(2, 1);
});

test('seed and layer decide it, and nothing else', () => {
  const kernel = initialKernel(1, 'stem', [3, 3]);
  expect(initialKernel(1, 'stem', [3, 3])).toEqual(kernel);
  expect(initialKernel(2, 'stem', [3, 3])).not.toEqual(kernel);
  expect(initialKernel(1, 'scores', [3, 3])).not.toEqual(kernel);
});

test('shifts and scales are no kernels', () => {
  expect(isKernel('scores/kernel')).toBe(true);
  for (const name of ['scores/bias', 'stem-normalisation/gamma', 'kernel-normalisation/beta'])
    expect(isKernel(name)).toBe(false);
});
