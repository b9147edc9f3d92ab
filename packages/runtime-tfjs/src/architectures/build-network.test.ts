import { afterEach, beforeAll, expect, test } from 'vitest';
import { wasmBackend } from '../own-copy.ts';
import type { Tf } from '../tf.ts';
import { buildNetwork } from './build-network.ts';

let tf: Tf;
let before = 0;
beforeAll(async () => {
  tf = (await wasmBackend()).tf;
  before = tf.core.memory().numTensors;
});
afterEach(() => expect(tf.core.memory().numTensors).toBe(before));

test.each([
  // The paper (arXiv 1605.07146) gives 2.2M for WRN-40-2 and 36.5M for WRN-28-10.
  ['wrn-16-1', [32, 32, 3], 175_066],
  ['wrn-40-2', [32, 32, 3], 2_243_546],
  ['wrn-28-10', [32, 32, 3], 36_479_194],
  ['small-cnn', [28, 28, 1], 9 * (16 + 16 * 32 + 32 * 64) + 2 * (16 + 32 + 64) + 65 * 10],
  ['mlp', [28, 28, 1], 785 * 256 + 257 * 256 + 257 * 10],
] as const)('%s for images of %s has %i weights that are trained', (architecture, imageShape, count) => {
  const network = buildNetwork(tf, { architecture, imageShape, classCount: 10 });
  const sizes = network.trainableWeights.map((weight) => weight.read().size);
  network.dispose();
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
});

test.each([
  [8, 8, 1],
  [9, 13, 3],
  [28, 28, 2],
] as const)('images of %i x %i x %i fit', (...imageShape) => {
  for (const architecture of ['mlp', 'small-cnn', 'wrn-10-1']) {
    const network = buildNetwork(tf, { architecture, imageShape, classCount: 3 });
    const shapes = tf.core.tidy(() =>
      [network.predictOnBatch(tf.core.zeros([2, ...imageShape]))].flat().map(({ shape }) => shape),
    );
    network.dispose();
    expect(shapes).toEqual([[2, 3]]);
  }
});

test('a network that does not exist is refused, and leaves no tensor', () => {
  expect(() => buildNetwork(tf, { architecture: 'wrn-17-1', imageShape: [28, 28, 1], classCount: 10 })).toThrow(
    /^the depth D of wrn-D-K must be 6n \+ 4 from 10 to \d+; got 17$/,
  );
});
