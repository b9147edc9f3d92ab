import { type Classifier, type ImageShape, type ModelOutput, openClassifier } from '@passband/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { onnxRuntimes } from './runtimes.ts';
import { fileOf, fixture, networkBytes } from './test-networks.ts';

const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
const opened: Classifier[] = [];
afterEach(async () => {
  for (const classifier of opened.splice(0)) await classifier.close();
});

async function open(
  name: string,
  { runtime = 'onnx/cpu', output = null as ModelOutput | null, imageShape = [10, 12, 3] as ImageShape } = {},
): Promise<Classifier> {
  const file = name.startsWith('/') ? name : fixture(name);
  // Of several threads tells threads.test.ts: each takes a second to start from source.
  const options = { runtime, feed, output, imageShape, threads: 1 };
  const classifier = await openClassifier([onnxRuntimes], file, options);
  opened.push(classifier);
  return classifier;
}

const images = Float32Array.from({ length: 20 * 360 }, (_, k) => Math.sin(k * k));

describe('a classifier', () => {
  test('says what it is', async () => {
    expect(await open('nchw-logits.onnx')).toMatchObject({
      ...{ runtime: 'onnx/cpu', classCount: 3, inputLayout: 'NCHW', output: 'LOGITS' },
    });
  });

  test('is opened for auto on the first runtime that is available', async () => {
    const first = (await onnxRuntimes.describe()).find(({ available }) => available);
    expect((await open('nchw-logits.onnx', { runtime: 'auto' })).runtime).toBe(first?.name);
  });

  test('gives a row of probabilities an image', async () => {
    const values = await (await open('nchw-logits.onnx')).evaluate(images, 20);
    expect(values).toHaveLength(60);
    for (let k = 0; k < 60; k += 3) expect(values[k]! + values[k + 1]! + values[k + 2]!).toBeCloseTo(1, 12);
  });

  test('gives the same at every batch size', async () => {
    const classifier = await open('nchw-logits.onnx');
    const whole = Float64Array.from(await classifier.evaluate(images, 20));
    for (let k = 0; k < 20; k++) {
      const one = await classifier.evaluate(images.subarray(k * 360, (k + 1) * 360), 1);
      for (let c = 0; c < 3; c++) expect(one[c]).toBeCloseTo(whole[3 * k + c]!, 6);
    }
  });

  test('of a fixed batch size gives what one of a free size gives', async () => {
    const free = Float64Array.from(await (await open('nchw-logits.onnx')).evaluate(images, 20));
    const fixed = Float64Array.from(await (await open('nchw-fixed-batch.onnx')).evaluate(images, 20));
    free.forEach((value, k) => {
      expect(fixed[k]).toBeCloseTo(value, 6);
    });
  });

  test('finds out that its network gives probabilities', async () => {
    const classifier = await open('nchw-probabilities.onnx');
    expect(classifier.output).toBe('PROBABILITIES');
    const values = await classifier.evaluate(images.subarray(0, 360), 1);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
  });

  test('takes the output that it is told', async () => {
    expect((await open('nchw-probabilities.onnx', { output: 'LOGITS' })).output).toBe('LOGITS');
  });

  test('wants all images that it is told of', async () => {
    const classifier = await open('nchw-logits.onnx');
    await expect(classifier.evaluate(images.subarray(1, 721), 3)).rejects.toThrow(
      '3 images must have 1080 values; got 720',
    );
  });
});

describe('refused is', () => {
  test('a network whose weights are not finite', async () => {
    await expect(open('nan.onnx')).rejects.toThrow('the network gives values that are not finite (NaN)');
  });

  test('a dataset that does not fit', async () => {
    await expect(open('nchw-logits.onnx', { imageShape: [28, 28, 1] })).rejects.toThrow('the images are 1 x 28 x 28');
  });

  test('a network that onnxruntime cannot load', async () => {
    const file = await fileOf(networkBytes({ opset: 9999 }));
    await expect(open(file, { imageShape: [8, 8, 3] })).rejects.toThrow(
      'the model must be one that onnxruntime can load',
    );
  });

  test('a network that gives another shape than its file says', async () => {
    const file = await fileOf(networkBytes({ outputs: [{ name: 'logits', dims: null }] }));
    await expect(open(file, { imageShape: [8, 8, 3] })).rejects.toThrow(
      'for 4 images it gave 4 x 3 x 8 x 8 of float32',
    );
  });

  test('each runtime that is not there, with its reason, and one that is unknown', async () => {
    for (const { name, available, reason } of await onnxRuntimes.describe())
      if (!available)
        await expect(open('nchw-logits.onnx', { runtime: name })).rejects.toThrow(
          `runtime ${name} is not available: ${reason}`,
        );
    await expect(open('nchw-logits.onnx', { runtime: 'abacus' })).rejects.toThrow('must be auto or one of onnx/cuda');
  });
});

test('every runtime is available or says why not', async () => {
  const runtimes = await onnxRuntimes.describe();
  expect(runtimes.map(({ name }) => name)).toEqual(['onnx/cuda', 'onnx/webgpu', 'onnx/cpu']);
  for (const { available, device, reason } of runtimes) expect(available ? device : reason).toMatch(/\w/);
});
