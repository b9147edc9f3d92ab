import type { Classifier } from '@passband/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { processor, wasmBackend } from './own-copy.ts';
import { tfjsRuntimes } from './runtimes.ts';
import { tensorflowFolder } from './tensorflow.ts';
import { IMAGES, openTwin, twin } from './test-models.ts';

const opened: Classifier[] = [];
afterEach(async () => {
  for (const classifier of opened.splice(0)) await classifier.close();
});

async function open(name: string, runtime = 'tfjs/wasm'): Promise<Classifier> {
  const classifier = await openTwin(twin(name), runtime);
  opened.push(classifier);
  return classifier;
}

describe.each(['tfjs-graph', 'tfjs-layers'])('%s on tfjs/wasm', (name) => {
  test('says what it is', async () => {
    expect(await open(name)).toMatchObject({ runtime: 'tfjs/wasm', classCount: 3, inputLayout: 'NHWC' });
  });

  test('leaves no tensors after evaluations, nor after it is closed', async () => {
    const { core } = (await wasmBackend()).tf;
    const before = core.memory().numTensors;
    const classifier = await openTwin(twin(name), 'tfjs/wasm');
    const loaded = core.memory().numTensors;
    for (const count of [5, 1, 3]) await classifier.evaluate(IMAGES.subarray(0, count * 360), count, 'SCORES');
    expect(core.memory().numTensors).toBe(loaded);
    await classifier.close();
    expect(core.memory().numTensors).toBe(before);
  });

  test('leaves no tensors where the images do not fit', async () => {
    const classifier = await open(name);
    const { core } = (await wasmBackend()).tf;
    const before = core.memory().numTensors;
    await expect(classifier.evaluate(IMAGES.subarray(1), 5)).rejects.toThrow(RangeError);
    expect(core.memory().numTensors).toBe(before);
  });
});

test('formats with the same weights give the same values', async () => {
  const names = ['tfjs-graph', 'tfjs-layers'].map((name) => [name, 'tfjs/wasm'] as const);
  const first = await (await open('tfjs-graph')).evaluate(IMAGES, 5);
  const saved = tensorflowFolder() ? ([['saved-model', 'tensorflow/cpu']] as const) : [];
  for (const [name, runtime] of [...names, ...saved]) {
    const values = await (await open(name, runtime)).evaluate(IMAGES, 5);
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(first[k]!, 5);
    });
  }
});

test('NaN among the weights is refused with a sentence that says not finite, and leaves no tensors', async () => {
  const { core } = (await wasmBackend()).tf;
  const before = core.memory().numTensors;
  await expect(openTwin(twin('tfjs-graph-nan'), 'tfjs/wasm')).rejects.toThrow(/finite/);
  expect(core.memory().numTensors).toBe(before);
});

test('tfjs/wasm is always there, and every runtime is, or says why not', async () => {
  const described = await tfjsRuntimes.describe();
  expect(described.map(({ name }) => name).sort()).toEqual([
    'tensorflow/cpu',
    'tensorflow/cuda',
    'tfjs/wasm',
    'tfjs/webgpu',
  ]);
  expect(described).toContainEqual({
    name: 'tfjs/wasm',
    available: true,
    device: `${processor()}, one core`,
    reason: null,
  });
  for (const { available, device, reason } of described) expect(available ? device : reason).toMatch(/\w/);
});
