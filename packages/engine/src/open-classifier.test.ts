import { describe, expect, test } from 'vitest';
import type { ModelFacts, ModelFileFormat, OpenClassifierOptions, RuntimeAdapter } from './classifier.ts';
import { describeRuntimes, openClassifier, openModel, readModelFacts } from './open-classifier.ts';
import { classifierOf, PLAIN_FEED } from './test-images.ts';

const factsOf = (format: ModelFileFormat): ModelFacts => ({
  ...{ format, inputShape: [4, 4, 1], inputLayout: 'NHWC', classCount: 2, parameterCount: 1 },
});
const runtime = (name: string, available = true) => ({
  ...{ name, available, device: available ? name : null, reason: available ? null : `${name} needs a device` },
});
const options: OpenClassifierOptions = { runtime: 'auto', feed: PLAIN_FEED, output: null, imageShape: [4, 4, 1] };

/** Reads paths that end in its word; what it opened is kept. */
function adapter(word: string, format: ModelFileFormat, runtimes: ReturnType<typeof runtime>[]) {
  const opened: [path: string, runtime: string][] = [];
  const made: RuntimeAdapter & { opened: typeof opened } = {
    ...{ formats: [format], opened, describe: async () => runtimes },
    readFacts: async (path) => (path.endsWith(word) ? factsOf(format) : null),
    async open(path, { runtime: chosen }) {
      opened.push([path, chosen]);
      return classifierOf(2, () => [1, 0]);
    },
  };
  return made;
}
const both = () => [
  adapter('onnx', 'ONNX', [runtime('onnx/cuda', false), runtime('onnx/cpu'), runtime('onnx/webgpu')]),
  adapter('saved', 'TF_SAVED_MODEL', [runtime('tensorflow/gpu', false), runtime('tfjs/wasm')]),
];

test('runtimes are those of all adapters, in their order', async () => {
  const names = (await describeRuntimes(both())).map(({ name }) => name);
  expect(names).toEqual(['onnx/cuda', 'onnx/cpu', 'onnx/webgpu', 'tensorflow/gpu', 'tfjs/wasm']);
});

test('facts come from the adapter that reads the file', async () => {
  expect((await readModelFacts(both(), 'a.onnx')).format).toBe('ONNX');
  expect((await readModelFacts(both(), 'saved')).format).toBe('TF_SAVED_MODEL');
  await expect(readModelFacts(both(), 'a.txt')).rejects.toThrow(
    'the model must be an ONNX file, a TensorFlow SavedModel or a TF.js model; a.txt is none',
  );
});

describe('a model is opened', () => {
  test('for auto on the best runtime that is there and evaluates its format', async () => {
    const [onnx, tensorflow] = both();
    await openClassifier([onnx!, tensorflow!], 'a.onnx', options);
    expect(onnx!.opened).toEqual([['a.onnx', 'onnx/cpu']]);
    expect(tensorflow!.opened).toEqual([]);
  });

  test('on the one that is asked for, with the facts of its file', async () => {
    const [onnx] = both();
    const { facts, classifier } = await openModel([onnx!], 'a.onnx', { ...options, runtime: 'onnx/webgpu' });
    expect(onnx!.opened).toEqual([['a.onnx', 'onnx/webgpu']]);
    expect(facts.format).toBe('ONNX');
    expect(classifier.classCount).toBe(2);
  });

  test.each([
    ['a.onnx', 'onnx/cuda', 'runtime onnx/cuda is not available: onnx/cuda needs a device'],
    ['a.onnx', 'onnx/rocm', '`runtime` must be auto or one of onnx/cuda, onnx/cpu, onnx/webgpu; got onnx/rocm'],
    ['saved', 'tfjs/wasm', 'a model of format TF_SAVED_MODEL runs on tensorflow/gpu; got tfjs/wasm'],
    ['saved', 'auto', 'no runtime for TF_SAVED_MODEL is available: tensorflow/gpu: tensorflow/gpu needs a device'],
  ])('%s on %s not: %s', async (path, asked, message) => {
    await expect(openClassifier(both(), path, { ...options, runtime: asked })).rejects.toThrow(message);
  });
});
