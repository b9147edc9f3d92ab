import { expect, test } from 'vitest';
import type { ModelFileFormat } from './classifier.ts';
import { runsFormat, runtimesFor } from './runtime-choice.ts';

const runtimes = ['tensorflow/gpu', 'onnx/cuda', 'onnx/cpu', 'tfjs/webgpu', 'tfjs/wasm'].map((name) => ({
  ...{ name, available: name !== 'onnx/cuda', device: name, reason: null },
}));

test.each<[ModelFileFormat, string[]]>([
  ['ONNX', ['onnx/cpu']],
  ['TF_SAVED_MODEL', ['tensorflow/gpu']],
  ['TFJS_GRAPH', ['tensorflow/gpu', 'tfjs/webgpu', 'tfjs/wasm']],
  ['TFJS_LAYERS', ['tensorflow/gpu', 'tfjs/webgpu', 'tfjs/wasm']],
])('a model of %s runs on %j of those that are there, the best first', (format, names) => {
  expect(runtimesFor(format, runtimes)).toEqual(names);
});

test('whether a runtime is there does not decide what it could evaluate', () => {
  expect(runsFormat('onnx/cuda', 'ONNX')).toBe(true);
  expect(runsFormat('not/onnx/cuda', 'ONNX')).toBe(false);
});
