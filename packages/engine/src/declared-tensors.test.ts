import { describe, expect, test } from 'vitest';
import { networkShapeOf, onlyTensor, sizeOf } from './declared-tensors.ts';

const images = { name: 'images', dims: [null, 3, 32, 32] };
const scores = { name: 'scores', dims: [null, 10] };
const declared = {
  ...{ input: images, output: scores, axes: 'batch, channels, height, width', otherwise: 'NHWC' as const },
  ...{ format: 'ONNX' as const, parameterCount: 7 },
};

test('a network has one input and one output', () => {
  expect(onlyTensor([images], 'input')).toBe(images);
  expect(() => onlyTensor([], 'input')).toThrow(/^the network must have one input; it has 0$/);
  expect(() => onlyTensor([images, scores], 'output')).toThrow(
    'the network must have one output; it has 2 (images, scores)',
  );
});

test('a tensor has as many values as its sizes multiply to', () => {
  expect(sizeOf([4, 5, 3])).toBe(60);
  expect(sizeOf([])).toBe(1);
});

describe('the shape of a network', () => {
  test('is that of its input without the batch, and its classes', () => {
    expect(networkShapeOf(declared)).toEqual({
      ...{ format: 'ONNX', parameterCount: 7, inputName: 'images', outputName: 'scores', batchSize: null },
      ...{ inputShape: [3, 32, 32], inputLayout: 'NCHW', classCount: 10 },
    });
    const fixed = { ...declared, input: { ...images, dims: [8, null, null, null] } };
    expect(networkShapeOf(fixed)).toMatchObject({ batchSize: 8, inputLayout: 'NHWC' });
  });

  test('has no classes where the file does not say how many', () => {
    expect(networkShapeOf({ ...declared, output: { name: 'scores', dims: null } }).classCount).toBeNull();
    expect(networkShapeOf({ ...declared, output: { name: 'scores', dims: [1, null] } }).classCount).toBeNull();
  });

  test.each([
    [
      { input: { name: 'images', dims: [null, 784] } },
      'input must have four axes (batch, channels, height, width); images has 2 (any x 784)',
    ],
    [{ input: { name: 'images', dims: null } }, 'the file does not say the shape of images'],
    [
      { output: { name: 'scores', dims: [1, 10, 8, 8] } },
      'output must have two axes (batch, classes); scores has 4 (1 x 10 x 8 x 8)',
    ],
    [{ output: { name: 'scores', dims: [10] } }, 'scores has 1 (10)'],
  ])('with %j is refused', (change, message) => {
    expect(() => networkShapeOf({ ...declared, ...change })).toThrow(message);
  });
});
