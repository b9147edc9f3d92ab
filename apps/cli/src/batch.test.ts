import type { Classifier } from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { afterEach, expect, test, vi } from 'vitest';
import { IMAGES, NETWORK, typed } from './testing/passband.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many images are evaluated at a time from now on, in order. */
function batchesFromNowOn(): number[] {
  const batches: number[] = [];
  const { open } = onnxRuntimes;
  vi.spyOn(onnxRuntimes, 'open').mockImplementation(async (file, options) => {
    const classifier: Classifier = await open(file, options);
    const evaluate = classifier.evaluate.bind(classifier);
    classifier.evaluate = (images, count, values) => {
      batches.push(count);
      return evaluate(images, count, values);
    };
    return classifier;
  });
  return batches;
}

// The other methods go by evaluate's way.
test.each([
  ['measure', ['--pairs', '2']],
  ['evaluate', []],
])('passband %s evaluates as many images at a time as --batch says', async (command, options) => {
  const batches = batchesFromNowOn();
  const args = [command, NETWORK, '--dataset', IMAGES, '--runtime', 'onnx/cpu', '--batch', '7', ...options];
  expect(await typed(args)).toMatchObject({ code: 0 });
  expect(Math.max(...batches)).toBe(7);
});
